package io.pilotlight.examples.parity;

import java.util.List;
import java.util.stream.Stream;

/** Edges of the rules for what is told of answers, failures and redirects. */
final class AnswerEdges {
    private static final String OK = "HTTP/1.1 200 OK\r\n";

    private AnswerEdges() {}

    static Stream<Edge> all() {
        return Stream.of(told(), failures(), redirects()).flatMap(List::stream);
    }

    private static List<Edge> told() {
        String about = "{'method':'GET','path':'/_canned/x'}";
        String sent = "'wire':[{'method':'GET','target':'/_canned/x','headers':[['Host','{hostport}']]}]}";
        String line = "{'steps':[{'status':200,'encoding':%s,'headers':{%s},'text':'%s','length':%s}]," + sent;
        String reset = "{'steps':[{'status':205,'text':'%s'}]," + sent;
        String utf8 = "\u00c3\u00a9";
        return List.of(
                new Edge(
                        "encoding-assumed",
                        about,
                        OK + "\r\n" + utf8,
                        line.formatted("null", "", "", "2"),
                        line.formatted("'UTF-8'", "", "", "2"),
                        line.formatted("'windows-1252'", "", "", "2")),
                new Edge(
                        "encoding-assumed",
                        about,
                        OK + "\r\n\u00e9",
                        line.formatted("null", "", "", "1"),
                        line.formatted("'windows-1252'", "", "", "1"),
                        line.formatted("'UTF-8'", "", "", "1")),
                new Edge(
                        "text-of-no-charset",
                        about,
                        OK + "\r\n" + utf8,
                        line.formatted("'ISO-8859-1'", "", utf8, "2"),
                        line.formatted("'ISO-8859-1'", "", "\u00e9", "2"),
                        line.formatted("'ISO-8859-1'", "", "e", "2")),
                new Edge(
                        "answer-headers-utf-8",
                        about,
                        "",
                        line.formatted("null", "'x-a':'" + utf8 + "'", "", "0"),
                        line.formatted("null", "'x-a':'\u00e9'", "", "0"),
                        line.formatted("null", "'x-a':'e'", "", "0")),
                new Edge(
                        "answer-headers-utf-8",
                        about,
                        "",
                        line.formatted("null", "'x-a':'" + utf8 + "'", "", "0"),
                        line.formatted("null", "'x-a':'\u00e9'", "", "0"),
                        line.formatted("null", "'x-a':'\ufffd'", "", "0")),
                new Edge("reset-content", about, "", reset.formatted("ok"), reset.formatted(""), reset.formatted("o")));
    }

    private static List<Edge> failures() {
        String about = "{'method':'GET','path':'/_canned/x'}";
        String sent = "'wire':[{'method':'GET','target':'/_canned/x','headers':[['Host','{hostport}']]}]}";
        String failed = "{'steps':[{'exception':'%s','requests_bases':[%s]%s}]," + sent;
        String chunked = "'ChunkedEncodingError','RequestException'";
        String url = "{'steps':[{'exception':'InvalidURL','requests_bases':[]%s}],'wire':[]}";
        String error = "{'steps':[{'exception':'%s','requests_bases':[%s]}],'wire':[]}";
        return List.of(
                new Edge(
                        "finer-exceptions",
                        about,
                        "",
                        failed.formatted("ChunkedEncodingError", chunked, ""),
                        failed.formatted("ChunkedEncodingError", chunked + ",'ConnectionError'", ""),
                        failed.formatted("ChunkedEncodingError", chunked + ",'InvalidResponse'", "")),
                new Edge(
                        "finer-exceptions",
                        "{'method':'GET','path':'/get','proxies':{'http':'ftp://p'}}",
                        "",
                        failed.formatted("InvalidURL", "'InvalidURL','RequestException'", ""),
                        failed.formatted("InvalidProxyURL", "'InvalidProxyURL','InvalidURL','RequestException'", ""),
                        failed.formatted("InvalidProxyURL", "'InvalidProxyURL','RequestException'", "")),
                new Edge(
                        "exceptions-carry-more",
                        about,
                        "",
                        failed.formatted("ConnectionError", "", ""),
                        failed.formatted("ConnectionError", "", ",'request_url':'{base}/_canned/x'"),
                        failed.formatted("ConnectionError", "", ",'request_url':'{base}/other'")),
                new Edge(
                        "exceptions-carry-more",
                        about,
                        "",
                        failed.formatted("ConnectionError", "", ",'request_url':'{base}/_canned/x'"),
                        failed.formatted(
                                "ConnectionError",
                                "",
                                ",'request_url':'{base}/_canned/x','response':[200,'{base}/_canned/x',0]"),
                        failed.formatted(
                                "ConnectionError",
                                "",
                                ",'request_url':'{base}/_canned/x','response':[200,'{base}/other',0]")),
                new Edge(
                        "unprepared-request",
                        about,
                        "",
                        url.formatted(",'request_url':'{base}/_canned/x'"),
                        url.formatted(""),
                        "{'steps':[{'exception':'InvalidURL','requests_bases':[]}]," + sent),
                new Edge(
                        "not-http",
                        about,
                        "SSH-2.0\r\n",
                        failed.formatted("ConnectionError", "'ConnectionError','RequestException'", ""),
                        failed.formatted("InvalidResponse", "'InvalidResponse','RequestException'", ""),
                        failed.formatted("InvalidSchema", "'InvalidURL','RequestException'", "")),
                new Edge(
                        "typed-url-errors",
                        about,
                        "",
                        error.formatted("ValueError", ""),
                        error.formatted("InvalidURL", "'InvalidURL','RequestException'"),
                        error.formatted("InvalidHeader", "'InvalidHeader','RequestException'")));
    }

    private static List<Edge> redirects() {
        String about = "{'method':'GET','path':'/_canned/x'}";
        String first = "{'method':'GET','target':'/_canned/x','headers':[['Host','{hostport}']]}";
        String then =
                "{'steps':[],'wire':[" + first + ",{'method':'GET','target':'%s','headers':[['Host','{hostport}']]}]}";
        String head = "{'steps':[{'status':%s,'history':[%s]}],'wire':[]}";
        return List.of(
                new Edge(
                        "location-twice",
                        about,
                        "HTTP/1.1 302 F\r\nLocation: /get\r\nLocation: /ip\r\n\r\n",
                        then.formatted("/get,%20/ip"),
                        then.formatted("/get"),
                        then.formatted("/ip")),
                new Edge(
                        "location-blank",
                        about,
                        "HTTP/1.1 302 F\r\nLocation: /get \r\n\r\n",
                        then.formatted("/get%20"),
                        then.formatted("/get"),
                        then.formatted("/got")),
                new Edge(
                        "head-is-not-followed",
                        "{'method':'HEAD','path':'/redirect/1'}",
                        "",
                        head.formatted("200", "[302,'HEAD','{base}/redirect/1']"),
                        head.formatted("302", ""),
                        head.formatted("404", "")));
    }
}
