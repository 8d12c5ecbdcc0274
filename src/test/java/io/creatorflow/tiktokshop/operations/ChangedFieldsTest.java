package io.creatorflow.tiktokshop.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangedFieldsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'a':1} | {'a':1} | []",
                "{'a':1,'revision':1} | {'a':2,'revision':2} | [a]",
                "{'a':{'b':'x'}} | {'a':{'b':'y'},'c':1} | [a.b, c]",
                "{'a':[{'b':1},{'b':2}]} | {'a':[{'b':1},{'b':3}]} | [a[].b]",
                "{'a':[1]} | {'a':[1,2]} | [a[]]",
                "{'a':{'b':1}} | {} | [a.b]",
                "{'a':[1]} | {} | [a[]]",
            })
    void fieldsAreNamedWithoutWhatTheySay(String before, String after, String changed) throws IOException {
        assertThat(ChangedFields.between(
                                JSON.readTree(before.replace('\'', '"')), JSON.readTree(after.replace('\'', '"')))
                        .toString())
                .isEqualTo(changed);
    }
}
