package io.creatorflow.tiktokshop.sandbox.control;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Bad control input is answered by 400 and one sentence that names the field and the mend. */
@RestControllerAdvice
final class ControlError {

    @ExceptionHandler(IllegalArgumentException.class)
    ResponseEntity<Map<String, String>> notAllowed(IllegalArgumentException e) {
        return sentence(HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage()));
    }

    @ExceptionHandler(MethodArgumentTypeMismatchException.class)
    ResponseEntity<Map<String, String>> wrongParameter(MethodArgumentTypeMismatchException e) {
        Class<?> wanted = e.getRequiredType();
        return sentence(
                HttpStatus.BAD_REQUEST,
                e.getName() + " is not of the right kind: give a " + (wanted == null ? "value" : wanted.getSimpleName())
                        + ".");
    }

    @ExceptionHandler(HttpMessageNotReadableException.class)
    ResponseEntity<Map<String, String>> unreadable(HttpMessageNotReadableException e) {
        return sentence(HttpStatus.BAD_REQUEST, explain(e.getCause()));
    }

    @ExceptionHandler(NoResourceFoundException.class)
    ResponseEntity<Map<String, String>> nothingHere(NoResourceFoundException e) {
        return sentence(HttpStatus.NOT_FOUND, "There is nothing here: see /sandbox/openapi.json for what there is.");
    }

    @ExceptionHandler(HttpRequestMethodNotSupportedException.class)
    ResponseEntity<Map<String, String>> wrongMethod(HttpRequestMethodNotSupportedException e) {
        return sentence(
                HttpStatus.METHOD_NOT_ALLOWED,
                e.getMethod() + " is not for this path: see /sandbox/openapi.json for what is.");
    }

    @ExceptionHandler(HttpMediaTypeNotSupportedException.class)
    ResponseEntity<Map<String, String>> wrongType(HttpMediaTypeNotSupportedException e) {
        return sentence(
                HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Control input is JSON: send Content-Type application/json.");
    }

    private static String explain(@org.jspecify.annotations.Nullable Throwable cause) {
        if (cause instanceof UnrecognizedPropertyException unknown) {
            return unknown.getPropertyName() + " is not a field here: the fields are "
                    + new TreeSet<>(unknown.getKnownPropertyIds().stream()
                            .map(String::valueOf)
                            .toList())
                    + ".";
        }
        if (cause instanceof JsonMappingException mapping) {
            return explain(mapping);
        }
        return "The body is not JSON: send one object as /sandbox/openapi.json describes it.";
    }

    private static String explain(JsonMappingException mapping) {
        Throwable root = mapping.getCause();
        if (root instanceof IllegalArgumentException own) {
            return String.valueOf(own.getMessage());
        }
        String field = mapping.getPath().stream()
                .map(part -> part.getFieldName() == null ? "[" + part.getIndex() + "]" : part.getFieldName())
                .collect(Collectors.joining("."));
        return (field.isEmpty() ? "The body" : field) + " is not of the right kind: " + mapping.getOriginalMessage()
                + ".";
    }

    private static ResponseEntity<Map<String, String>> sentence(HttpStatus status, String sentence) {
        return ResponseEntity.status(status).body(Map.of("error", sentence));
    }
}
