package run.wasmcloud.store;

import run.wasmcloud.model.RequestBodyForm;
import run.wasmcloud.model.Visibility;

import java.util.Optional;

/**
 * New settings of a function; what is empty stays as it is.
 *
 * @param description at most 1,000 characters
 */
public record FunctionChange(
        Optional<String> description,
        Optional<RequestBodyForm> requestBody,
        Optional<Visibility> visibility) {}
