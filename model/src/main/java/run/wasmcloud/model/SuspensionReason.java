package run.wasmcloud.model;

/** Why an operator suspends a function: the class that callers are told. */
public enum SuspensionReason {
    MALWARE,
    PHISHING,
    SPAM,
    ATTACKS,
    OVERUSE,
    INFRINGEMENT,
    LEGAL,
    OTHER
}
