package io.creatorflow.tiktokshop.authorization;

import io.creatorflow.tiktokshop.api.Access;
import io.creatorflow.tiktokshop.authorization.TokenCipher.Kind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tokens as the columns of a seller's row hold them: encrypted, and never otherwise. */
@Component
class TokenColumns {

    private final TokenCipher cipher;

    TokenColumns(TokenCipher cipher) {
        this.cipher = cipher;
    }

    /** Binds both tokens, their ends and scopes, and whose they are. */
    JdbcClient.StatementSpec bind(JdbcClient.StatementSpec statement, Tokens tokens) {
        String seller = tokens.openId();
        return statement
                .param("seller", seller)
                .param("access", cipher.encrypt(tokens.accessToken(), seller, Kind.ACCESS))
                .param("accessExpires", Timestamp.from(tokens.accessExpiresAt()))
                .param("refresh", cipher.encrypt(tokens.refreshToken(), seller, Kind.REFRESH))
                .param("refreshExpires", Timestamp.from(tokens.refreshExpiresAt()))
                .param("scopes", tokens.scopes().toArray(String[]::new));
    }

    /** Reads what a call carries. */
    Access access(ResultSet row, int number) throws SQLException {
        String seller = row.getString("open_id");
        return new Access(
                seller,
                row.getString("cipher"),
                cipher.decrypt(row.getBytes("access_token"), seller, Kind.ACCESS),
                row.getLong("generation"),
                row.getTimestamp("access_token_expires_at").toInstant());
    }

    /** Reads whose tokens they are, and which, without opening them. */
    Access accessWithoutToken(ResultSet row, int number) throws SQLException {
        return new Access(
                row.getString("open_id"),
                "",
                "",
                row.getLong("generation"),
                row.getTimestamp("access_token_expires_at").toInstant());
    }

    /** Reads the refresh token of a seller. */
    String refreshToken(ResultSet row, String openId) throws SQLException {
        return cipher.decrypt(row.getBytes("refresh_token"), openId, Kind.REFRESH);
    }
}
