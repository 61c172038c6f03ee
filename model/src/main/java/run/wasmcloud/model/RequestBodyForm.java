package run.wasmcloud.model;

/** How a function gets the body of a request. */
public enum RequestBodyForm {
    /** As it comes; without {@code CONTENT_LENGTH} when its sender did not say how long it is. */
    STREAMED,
    /** When all of it has come, so that {@code CONTENT_LENGTH} is always there. */
    BUFFERED
}
