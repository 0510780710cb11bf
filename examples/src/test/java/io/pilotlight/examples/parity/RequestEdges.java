package io.pilotlight.examples.parity;

import java.util.List;
import java.util.stream.Stream;

/** Edges of the rules for what is sent, and for interim answers. */
final class RequestEdges {
    private static final String OK = "HTTP/1.1 200 OK\r\n";

    private RequestEdges() {}

    static Stream<Edge> all() {
        return Stream.of(cookies(), interim(), forms(), framing(), proxies()).flatMap(List::stream);
    }

    private static List<Edge> cookies() {
        String about = "{'steps':[{'method':'GET','path':'/_canned/x'},{'method':'GET','path':'/cookies'}]}";
        String first = "{'target':'/_canned/x','headers':[['Host','{hostport}']]}";
        String with = "{'steps':[{'status':200},{'status':200}],'session_cookies':[],'wire':[" + first
                + ",{'target':'/cookies','headers':[['Host','{hostport}'],['Cookie','%s']]}]}";
        String without = "{'steps':[{'status':200},{'status':200}],'session_cookies':[],'wire':[" + first
                + ",{'target':'/cookies','headers':[['Host','{hostport}']]}]}";
        String jar = "{'steps':[{'status':200}],'session_cookies':[%s],'wire':[" + first + "]}";
        return List.of(
                new Edge(
                        "cookie-attributes",
                        about,
                        OK + "Set-Cookie: a=1; Path=/; Path=/cookies\r\n\r\n",
                        jar.formatted("['a','1','127.0.0.1','/']"),
                        jar.formatted("['a','1','127.0.0.1','/cookies']"),
                        jar.formatted("['a','1','127.0.0.1','/elsewhere']")),
                new Edge(
                        "cookie-attributes",
                        about,
                        OK + "Set-Cookie: a=1; Max-Age=soon; Path=/\r\n\r\n",
                        without,
                        with.formatted("a=1"),
                        with.formatted("a=2")),
                new Edge(
                        "cookie-attributes",
                        about,
                        OK + "Set-Cookie: a=1; Max-Age=-5; Path=/\r\nSet-Cookie: b=2; Path=/\r\n\r\n",
                        with.formatted("a=1; b=2"),
                        with.formatted("b=2"),
                        without));
    }

    private static List<Edge> interim() {
        String about = "{'method':'GET','path':'/_canned/x'}";
        String canned = "HTTP/1.1 103 Early\r\n\r\n" + OK + "X-A: 1\r\nContent-Length: 2\r\n\r\nok";
        String line = "{'steps':[{'status':%s,'reason':'%s','headers':{%s},'text':'%s','length':%s}],'wire':[{}]}";
        String theirs = line.formatted("103", "Early", "", "", "0");
        return List.of(
                new Edge(
                        "early-hints",
                        about,
                        canned,
                        theirs,
                        line.formatted("200", "OK", "'x-a':'1'", "ok", "2"),
                        line.formatted("200", "OK", "'x-a':'2'", "ok", "2")),
                new Edge(
                        "early-hints",
                        about,
                        canned,
                        theirs,
                        line.formatted("200", "OK", "'x-a':'1'", "ok", "2"),
                        line.formatted("200", "OK", "'x-a':'1'", "o", "1")),
                new Edge(
                        "early-hints",
                        about,
                        canned,
                        theirs,
                        line.formatted("200", "OK", "'x-a':'1'", "ok", "2"),
                        line.formatted("204", "OK", "'x-a':'1'", "ok", "2")));
    }

    private static List<Edge> forms() {
        String about = "{'method':'POST','files':[{'field':'f','filename':'a.txt','text':'hi'}],"
                + "'headers':{'Content-Type':'multipart/form-data%s'}}";
        String line = "{'steps':[],'wire':[{'body':'--%1$s\\r\\nhi\\r\\n--%1$s--\\r\\n',"
                + "'headers':[['Content-Type','multipart/form-data%2$s'],['Content-Length','%3$s']]}]}";
        String read = "{'steps':[{'status':200,'json':{'data':'','files':%s,'form':{}}}],'wire':[]}";
        return List.of(
                new Edge(
                        "multipart-boundary",
                        about.formatted(""),
                        "",
                        line.formatted("{hex32}", "", "100"),
                        line.formatted("{boundary}", "; boundary={boundary}", "100"),
                        line.formatted("{boundary}", "; charset=utf-8; boundary={boundary}", "100")),
                new Edge(
                        "multipart-boundary",
                        about.formatted("; boundary=xyz"),
                        "",
                        line.formatted("{hex32}", "; boundary={boundary}", "100"),
                        line.formatted("{boundary}", "; boundary={boundary}", "42"),
                        line.formatted("{boundary}", "; boundary={boundary}", "43")),
                new Edge(
                        "multipart-boundary",
                        about.formatted("; boundary=xyz"),
                        "",
                        read.formatted("{}"),
                        read.formatted("{'f':'hi'}"),
                        read.formatted("{'g':'hi'}")),
                new Edge(
                        "multipart-boundary",
                        about.formatted("; boundary=x@y"),
                        "",
                        "{'steps':[{'status':200}],'wire':[]}",
                        "{'steps':[{'exception':'InvalidHeader'}],'wire':[]}",
                        "{'steps':[{'exception':'ConnectionError'}],'wire':[]}"),
                new Edge(
                        "multipart-boundary",
                        about.replace(
                                "%s", "; boundary=\\\"i j\\\""), // told of as {boundary} up to the blank, in each word
                        "",
                        "{'steps':[],'wire':[{'body':'--{hex32}\\r\\nh{boundary}\\r\\n--{hex32}--\\r\\n'}]}",
                        "{'steps':[],'wire':[{'body':'--{boundary} j\\r\\nh{boundary}\\r\\n--{boundary} j--\\r\\n'}]}",
                        "{'steps':[],'wire':[{'body':'--{boundary} k\\r\\nh{boundary}\\r\\n--{boundary} k--\\r\\n'}]}"));
    }

    private static List<Edge> framing() {
        String about = "{'method':'POST','data':{'%s':'a=1'},'headers':{'Transfer-Encoding':'chunked'}}";
        String line = "{'steps':[],'wire':[{'method':'POST','body':'a=1','headers':[%s]}]}";
        String coding = "['Transfer-Encoding','chunked']";
        String length = "['Content-Length','%s']";
        String unanswered = "{'steps':[{'exception':'ReadTimeout'}],'wire':[]}";
        String answered = "{'steps':[{'status':200}],'wire':[{'method':'POST','body':'a=1','headers':[%s]}]}";
        return List.of(
                new Edge(
                        "framing-by-hand",
                        about.formatted("text"),
                        "",
                        line.formatted(coding + "," + length.formatted(3)),
                        line.formatted(length.formatted(3)),
                        line.formatted(coding)),
                new Edge(
                        "framing-by-hand",
                        about.formatted("chunks"),
                        "",
                        line.formatted(coding + "," + length.formatted(3)),
                        line.formatted(coding),
                        line.formatted("")),
                new Edge(
                        "framing-by-hand",
                        about.formatted("text"),
                        "",
                        unanswered,
                        answered.formatted(length.formatted(3)),
                        answered.formatted(length.formatted(4))));
    }

    private static List<Edge> proxies() {
        String about = "{'method':'GET','url':'http://example.test/get','session':{'proxies':{'http':'%s'}},"
                + "'env':{'http_proxy':'%s'}}";
        String answered = "{'steps':[{'status':200}],'wire':[{'target':'http://example.test/get'}]}";
        String failed = "{'steps':[{'exception':'%s'}],'wire':[]}";
        return List.of(
                new Edge(
                        "proxy-set-by-hand",
                        about.formatted("{refused}", "{proxy}"),
                        "",
                        answered,
                        failed.formatted("ProxyError"),
                        failed.formatted("ConnectionError")),
                new Edge(
                        "proxy-set-by-hand",
                        about.formatted("{proxy}", "{refused}"),
                        "",
                        failed.formatted("ProxyError"),
                        answered,
                        failed.formatted("ConnectTimeout")));
    }
}
