package run.wasmcloud.cgi;

/** The names that RFC 3875 section 4.1, WAGI and this platform give a meaning to. */
final class MetaVariables {
    static final String AUTH_TYPE = "AUTH_TYPE";
    static final String CONTENT_LENGTH = "CONTENT_LENGTH";
    static final String CONTENT_TYPE = "CONTENT_TYPE";
    static final String GATEWAY_INTERFACE = "GATEWAY_INTERFACE";
    static final String HTTPS = "HTTPS";
    static final String PATH_INFO = "PATH_INFO";
    static final String PATH_TRANSLATED = "PATH_TRANSLATED";
    static final String QUERY_STRING = "QUERY_STRING";
    static final String REMOTE_ADDR = "REMOTE_ADDR";
    static final String REMOTE_HOST = "REMOTE_HOST";
    static final String REMOTE_IDENT = "REMOTE_IDENT";
    static final String REMOTE_PORT = "REMOTE_PORT";
    static final String REMOTE_USER = "REMOTE_USER";
    static final String REQUEST_METHOD = "REQUEST_METHOD";
    static final String REQUEST_URI = "REQUEST_URI";
    static final String RUN_ID = "RUN_ID";
    static final String SCRIPT_NAME = "SCRIPT_NAME";
    static final String SERVER_NAME = "SERVER_NAME";
    static final String SERVER_PORT = "SERVER_PORT";
    static final String SERVER_PROTOCOL = "SERVER_PROTOCOL";
    static final String SERVER_SOFTWARE = "SERVER_SOFTWARE";
    static final String WORKER_ID = "WORKER_ID";
    static final String X_FULL_URL = "X_FULL_URL";
    static final String HEADER_PREFIX = "HTTP_";

    private MetaVariables() {}
}
