/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.application;

import ai.honeyhive.microprofile.spi.ModelResult;
import ai.honeyhive.microprofile.spi.ResultExtractor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** An extractor that is a bean, and that nobody injects. */
@ApplicationScoped
public class ReceiptReader implements ResultExtractor {

    @Inject
    Etiquette etiquette;

    @Override
    public boolean supports(Class<?> resultType) {
        return resultType == Receipt.class;
    }

    @Override
    public void extract(Object result, ModelResult into) {
        Receipt receipt = (Receipt) result;
        into.text(receipt.text() + ", " + etiquette.word())
                .inputTokens(receipt.read())
                .outputTokens(receipt.written());
    }
}
