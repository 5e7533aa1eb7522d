package dev.crossfade.proxy.tls;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.naming.NamingException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * What TLS has settled about a connection whose handshake is over.
 *
 * @param channelBinding tls-server-end-point of the server's certificate, empty when it has none
 * @param peerIsVerified whether the peer has shown a certificate that an authority vouches for; on the client's end of a
 *     connection only where that was asked for
 * @param peerName its one common name, null when there is none, or more than one
 * @param protocol agreed by ALPN, null for none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Encrypted(
        byte[] channelBinding,
        boolean peerIsVerified,
        @Nullable String peerName,
        @Nullable String protocol) {

    /** Of a client's channel; null when it has no TLS. */
    public static @Nullable Encrypted ofClient(Channel channel) {
        SslHandler handler = channel.pipeline().get(SslHandler.class);
        if (handler == null) {
            return null;
        }
        SSLSession session = handler.engine().getSession();
        X509Certificate own = first(session.getLocalCertificates());
        X509Certificate peer = peer(session);
        return new Encrypted(
                own == null ? new byte[0] : ServerContext.channelBinding(own),
                peer != null,
                peer == null ? null : commonName(peer),
                handler.applicationProtocol());
    }

    /** Of a backend's channel; null when it has no TLS. */
    public static @Nullable Encrypted ofBackend(Channel channel) {
        SslHandler handler = channel.pipeline().get(SslHandler.class);
        if (handler == null) {
            return null;
        }
        X509Certificate peer = peer(handler.engine().getSession());
        return new Encrypted(
                peer == null ? new byte[0] : ServerContext.channelBinding(peer),
                peer != null,
                null,
                handler.applicationProtocol());
    }

    private static @Nullable X509Certificate peer(SSLSession session) {
        try {
            return first(session.getPeerCertificates());
        } catch (SSLPeerUnverifiedException e) {
            return null; // it has shown none
        }
    }

    private static @Nullable X509Certificate first(Certificate @Nullable [] chain) {
        return chain != null && chain.length > 0 && chain[0] instanceof X509Certificate first ? first : null;
    }

    /** A name that could be read in two ways is none: two of them, or one with characters that hide its end. */
    static @Nullable String commonName(X509Certificate certificate) {
        List<String> names = new ArrayList<>();
        try {
            for (Rdn part : new LdapName(certificate.getSubjectX500Principal().getName()).getRdns()) {
                var values = part.toAttributes().get("CN");
                for (int i = 0; values != null && i < values.size(); i++) {
                    if (!(values.get(i) instanceof String name)) {
                        return null;
                    }
                    names.add(name);
                }
            }
        } catch (NamingException e) {
            return null;
        }
        boolean clear = names.size() == 1 && names.get(0).chars().noneMatch(Character::isISOControl);
        return clear ? names.get(0) : null;
    }
}
