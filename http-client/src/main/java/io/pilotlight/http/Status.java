package io.pilotlight.http;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Status codes by name: those of the IANA registry, and the other names that Python's requests has for them. */
public final class Status {
    /** Continue. */
    public static final int CONTINUE = 100;

    /** Switching Protocols. */
    public static final int SWITCHING_PROTOCOLS = 101;

    /** Processing. */
    public static final int PROCESSING = 102;

    /** Early Hints. */
    public static final int EARLY_HINTS = 103;

    /** OK. */
    public static final int OK = 200;

    /** Created. */
    public static final int CREATED = 201;

    /** Accepted. */
    public static final int ACCEPTED = 202;

    /** Non-Authoritative Information. */
    public static final int NON_AUTHORITATIVE_INFORMATION = 203;

    /** No Content. */
    public static final int NO_CONTENT = 204;

    /** Reset Content. */
    public static final int RESET_CONTENT = 205;

    /** Partial Content. */
    public static final int PARTIAL_CONTENT = 206;

    /** Multi-Status. */
    public static final int MULTI_STATUS = 207;

    /** Already Reported. */
    public static final int ALREADY_REPORTED = 208;

    /** IM Used. */
    public static final int IM_USED = 226;

    /** Multiple Choices. */
    public static final int MULTIPLE_CHOICES = 300;

    /** Moved Permanently. */
    public static final int MOVED_PERMANENTLY = 301;

    /** Found. */
    public static final int FOUND = 302;

    /** See Other. */
    public static final int SEE_OTHER = 303;

    /** Not Modified. */
    public static final int NOT_MODIFIED = 304;

    /** Use Proxy. */
    public static final int USE_PROXY = 305;

    /** Temporary Redirect. */
    public static final int TEMPORARY_REDIRECT = 307;

    /** Permanent Redirect. */
    public static final int PERMANENT_REDIRECT = 308;

    /** Bad Request. */
    public static final int BAD_REQUEST = 400;

    /** Unauthorized. */
    public static final int UNAUTHORIZED = 401;

    /** Payment Required. */
    public static final int PAYMENT_REQUIRED = 402;

    /** Forbidden. */
    public static final int FORBIDDEN = 403;

    /** Not Found. */
    public static final int NOT_FOUND = 404;

    /** Method Not Allowed. */
    public static final int METHOD_NOT_ALLOWED = 405;

    /** Not Acceptable. */
    public static final int NOT_ACCEPTABLE = 406;

    /** Proxy Authentication Required. */
    public static final int PROXY_AUTHENTICATION_REQUIRED = 407;

    /** Request Timeout. */
    public static final int REQUEST_TIMEOUT = 408;

    /** Conflict. */
    public static final int CONFLICT = 409;

    /** Gone. */
    public static final int GONE = 410;

    /** Length Required. */
    public static final int LENGTH_REQUIRED = 411;

    /** Precondition Failed. */
    public static final int PRECONDITION_FAILED = 412;

    /** Content Too Large. */
    public static final int CONTENT_TOO_LARGE = 413;

    /** URI Too Long. */
    public static final int URI_TOO_LONG = 414;

    /** Unsupported Media Type. */
    public static final int UNSUPPORTED_MEDIA_TYPE = 415;

    /** Range Not Satisfiable. */
    public static final int RANGE_NOT_SATISFIABLE = 416;

    /** Expectation Failed. */
    public static final int EXPECTATION_FAILED = 417;

    /** I'm a Teapot. */
    public static final int IM_A_TEAPOT = 418;

    /** Misdirected Request. */
    public static final int MISDIRECTED_REQUEST = 421;

    /** Unprocessable Content. */
    public static final int UNPROCESSABLE_CONTENT = 422;

    /** Locked. */
    public static final int LOCKED = 423;

    /** Failed Dependency. */
    public static final int FAILED_DEPENDENCY = 424;

    /** Too Early. */
    public static final int TOO_EARLY = 425;

    /** Upgrade Required. */
    public static final int UPGRADE_REQUIRED = 426;

    /** Precondition Required. */
    public static final int PRECONDITION_REQUIRED = 428;

    /** Too Many Requests. */
    public static final int TOO_MANY_REQUESTS = 429;

    /** Request Header Fields Too Large. */
    public static final int REQUEST_HEADER_FIELDS_TOO_LARGE = 431;

    /** Unavailable For Legal Reasons. */
    public static final int UNAVAILABLE_FOR_LEGAL_REASONS = 451;

    /** Internal Server Error. */
    public static final int INTERNAL_SERVER_ERROR = 500;

    /** Not Implemented. */
    public static final int NOT_IMPLEMENTED = 501;

    /** Bad Gateway. */
    public static final int BAD_GATEWAY = 502;

    /** Service Unavailable. */
    public static final int SERVICE_UNAVAILABLE = 503;

    /** Gateway Timeout. */
    public static final int GATEWAY_TIMEOUT = 504;

    /** HTTP Version Not Supported. */
    public static final int HTTP_VERSION_NOT_SUPPORTED = 505;

    /** Variant Also Negotiates. */
    public static final int VARIANT_ALSO_NEGOTIATES = 506;

    /** Insufficient Storage. */
    public static final int INSUFFICIENT_STORAGE = 507;

    /** Loop Detected. */
    public static final int LOOP_DETECTED = 508;

    /** Not Extended. */
    public static final int NOT_EXTENDED = 510;

    /** Network Authentication Required. */
    public static final int NETWORK_AUTHENTICATION_REQUIRED = 511;

    private static final String TABLE = """
            100 continue
            101 switching_protocols
            102 processing early-hints
            103 checkpoint early_hints
            122 uri_too_long request_uri_too_long
            200 ok okay all_ok all_okay all_good \\o/ \u2713
            201 created
            202 accepted
            203 non_authoritative_info non_authoritative_information
            204 no_content
            205 reset_content reset
            206 partial_content partial
            207 multi_status multiple_status multi_stati multiple_stati
            208 already_reported
            226 im_used
            300 multiple_choices
            301 moved_permanently moved \\o-
            302 found
            303 see_other other
            304 not_modified
            305 use_proxy
            306 switch_proxy
            307 temporary_redirect temporary_moved temporary
            308 permanent_redirect resume_incomplete resume
            400 bad_request bad
            401 unauthorized
            402 payment_required payment
            403 forbidden
            404 not_found -o-
            405 method_not_allowed not_allowed
            406 not_acceptable
            407 proxy_authentication_required proxy_auth proxy_authentication
            408 request_timeout timeout
            409 conflict
            410 gone
            411 length_required
            412 precondition_failed precondition
            413 request_entity_too_large content_too_large
            414 request_uri_too_large uri_too_long
            415 unsupported_media_type unsupported_media media_type
            416 requested_range_not_satisfiable requested_range range_not_satisfiable
            417 expectation_failed
            418 im_a_teapot teapot i_am_a_teapot
            421 misdirected_request
            422 unprocessable_entity unprocessable unprocessable_content
            423 locked
            424 failed_dependency dependency
            425 unordered_collection unordered too_early
            426 upgrade_required upgrade
            428 precondition_required precondition
            429 too_many_requests too_many
            431 header_fields_too_large fields_too_large request_header_fields_too_large
            444 no_response none
            449 retry_with retry
            450 blocked_by_windows_parental_controls parental_controls
            451 unavailable_for_legal_reasons legal_reasons
            499 client_closed_request
            500 internal_server_error server_error /o\\ \u2717
            501 not_implemented
            502 bad_gateway
            503 service_unavailable unavailable
            504 gateway_timeout
            505 http_version_not_supported http_version
            506 variant_also_negotiates
            507 insufficient_storage
            508 loop_detected
            509 bandwidth_limit_exceeded bandwidth
            510 not_extended
            511 network_authentication_required network_auth network_authentication
            """;
    private static final Map<Integer, List<String>> NAMES = names();
    private static final Map<String, Integer> CODES = codes();

    private Status() {}

    /**
     * Finds a status by one of its names.
     *
     * @param name for example {@code not_found}, {@code teapot} or {@code \\o/}; in any case
     * @return the status; empty if no status has that name
     */
    public static OptionalInt named(String name) {
        @Nullable Integer code = CODES.get(name.toLowerCase(Locale.ROOT));
        return code == null ? OptionalInt.empty() : OptionalInt.of(code);
    }

    /**
     * Returns the names of a status.
     *
     * @param status the status
     * @return names in lower case, the usual one first; empty for a status without one
     */
    public static List<String> names(int status) {
        return NAMES.getOrDefault(status, List.of());
    }

    private static Map<Integer, List<String>> names() {
        Map<Integer, List<String>> names = new LinkedHashMap<>();
        TABLE.lines().forEach(line -> {
            List<String> words = List.of(line.split(" ", -1));
            names.put(Integer.valueOf(words.get(0)), words.subList(1, words.size()));
        });
        return names;
    }

    /** Of two statuses with one name the higher has it, as in requests. */
    private static Map<String, Integer> codes() {
        Map<String, Integer> codes = new HashMap<>();
        NAMES.forEach((code, names) -> names.forEach(name -> codes.put(name, code)));
        return codes;
    }
}
