package org.trucephone.firmware.directory.ldap;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.DereferencePolicy;
import com.unboundid.ldap.sdk.ExtendedResult;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchResultListener;
import com.unboundid.ldap.sdk.SearchResultReference;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import com.unboundid.ldap.sdk.extensions.StartTLSExtendedRequest;
import com.unboundid.util.ssl.HostNameSSLSocketVerifier;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.trucephone.firmware.directory.Directory;
import org.trucephone.firmware.directory.DirectoryAddress;
import org.trucephone.firmware.directory.DirectoryException;
import org.trucephone.firmware.directory.Keypad;
import org.trucephone.firmware.history.Contact;

/**
 * A directory server. The connection is opened at the first question, kept, and opened anew after a
 * fault. Names and numbers come in pages, since servers cap an answer (usually at 1000 entries).
 * Referrals are not followed: ask the global catalog (port 3268 or 3269, empty base) instead.
 *
 * <p>Binds are simple ones: a distinguished name, {@code name@domain} or {@code DOMAIN\name} as the
 * server wants, over TLS unless the settings say otherwise. A simple bind over TLS needs no channel
 * binding token.
 */
public final class LdapDirectory implements Directory {
  private static final int CONNECT_MS = 3000;
  private static final int ANSWER_MS = 5000;
  private static final int PAGE = 50;

  /**
   * Read at most: only the first digits of a long beginning can be asked for, and of what comes the
   * rest is looked through here.
   */
  private static final int PAGES = 20;

  /** Alternatives of a filter: more make servers slow or refuse. */
  private static final int BEGINNINGS = 243;

  private static final String[] NUMBERS = {
    "telephoneNumber", "mobile", "ipPhone", "homePhone", "otherTelephone"
  };
  private static final String[] NAMES = {"displayName", "cn", "sn", "givenName"};

  private final DirectoryAddress address;
  private final String user;
  private final String password;
  private final SSLContext tls;
  private @Nullable LDAPConnection open;

  /**
   * @param user "" to ask without a name
   */
  public LdapDirectory(DirectoryAddress address, String user, String password, SSLContext tls) {
    this.address = address;
    this.user = user;
    this.password = password;
    this.tls = tls;
  }

  @Override
  public String name() {
    return address.host();
  }

  @Override
  public void search(String digits, Predicate<Contact> found) throws DirectoryException {
    List<Filter> any = new ArrayList<>();
    for (String beginning : Keypad.beginnings(digits, BEGINNINGS)) {
      for (String attribute : List.of("sn", "givenName", "displayName")) {
        any.add(Filter.createSubInitialFilter(attribute, beginning));
      }
    }
    for (String attribute : List.of("telephoneNumber", "mobile", "ipPhone")) {
      any.add(Filter.createSubInitialFilter(attribute, digits));
    }
    ask(Filter.createORFilter(any), digits.length() < 3 ? 1 : PAGES, new Entries(found));
  }

  @Override
  public void whoIs(String number, Consumer<Contact> found) throws DirectoryException {
    String digits = Keypad.bare(number);
    if (digits.isEmpty()) {
      return;
    }
    List<Filter> any = new ArrayList<>();
    for (String attribute : List.of("telephoneNumber", "mobile", "ipPhone", "homePhone")) {
      any.add(Filter.createEqualityFilter(attribute, number));
      if (digits.length() >= 7) {
        String tail = digits.substring(Math.max(0, digits.length() - 9));
        any.add(Filter.createSubFinalFilter(attribute, tail));
      }
    }
    any.add(Filter.createSubInitialFilter("msRTCSIP-Line", "tel:+" + digits));
    Entries all =
        new Entries(contact -> {
          found.accept(contact);
          return true;
        });
    ask(Filter.createORFilter(any), 1, all);
  }

  private void ask(Filter filter, int pages, Entries found) throws DirectoryException {
    boolean kept = open != null;
    try {
      ask(connection(), filter, pages, found);
    } catch (LDAPException e) {
      close();
      if (!kept || e.getResultCode().equals(ResultCode.INVALID_CREDENTIALS)) {
        throw fault(e);
      }
      try { // a server closes connections that were quiet for long
        ask(connection(), filter, pages, found);
      } catch (LDAPException again) {
        close();
        throw fault(again);
      }
    }
  }

  private void ask(LDAPConnection to, Filter filter, int pages, Entries found)
      throws LDAPException {
    SearchRequest request =
        new SearchRequest(
            found,
            address.base(),
            SearchScope.SUB,
            DereferencePolicy.NEVER,
            0,
            ANSWER_MS / 1000,
            false,
            filter,
            wanted());
    ASN1OctetString cookie = null;
    for (int page = 0; page < pages; page++) {
      request.setControls(new Control[] {new SimplePagedResultsControl(PAGE, cookie)});
      SearchResult result;
      try {
        result = to.search(request);
      } catch (LDAPSearchException e) {
        if (enough(e.getResultCode())) {
          return;
        }
        throw e;
      }
      SimplePagedResultsControl more = SimplePagedResultsControl.get(result);
      if (more == null || !more.moreResultsToReturn() || !found.wantsMore) {
        return;
      }
      cookie = more.getCookie();
    }
  }

  /** What came before a limit was reached is as good as all: the person types on. */
  private static boolean enough(ResultCode code) {
    return code.equals(ResultCode.SIZE_LIMIT_EXCEEDED)
        || code.equals(ResultCode.TIME_LIMIT_EXCEEDED)
        || code.equals(ResultCode.ADMIN_LIMIT_EXCEEDED);
  }

  private static String[] wanted() {
    List<String> all = new ArrayList<>(List.of(NAMES));
    all.addAll(List.of(NUMBERS));
    all.add("msRTCSIP-Line");
    return all.toArray(String[]::new);
  }

  private LDAPConnection connection() throws LDAPException {
    LDAPConnection now = open;
    if (now != null && now.isConnected()) {
      return now;
    }
    LDAPConnectionOptions options = new LDAPConnectionOptions();
    options.setConnectTimeoutMillis(CONNECT_MS);
    options.setResponseTimeoutMillis(ANSWER_MS);
    options.setFollowReferrals(false);
    options.setUseSynchronousMode(true);
    options.setSSLSocketVerifier(new HostNameSSLSocketVerifier(true));
    LDAPConnection fresh =
        address.scheme().equals("ldaps")
            ? new LDAPConnection(tls.getSocketFactory(), options)
            : new LDAPConnection(options);
    boolean ready = false;
    try {
      fresh.connect(address.host(), address.port());
      if (address.startTls()) {
        ExtendedResult result = fresh.processExtendedOperation(new StartTLSExtendedRequest(tls));
        if (!result.getResultCode().equals(ResultCode.SUCCESS)) {
          throw new LDAPException(result);
        }
      }
      if (!user.isEmpty()) {
        fresh.bind(new SimpleBindRequest(user, password));
      }
      ready = true;
    } finally {
      if (!ready) {
        fresh.close();
      }
    }
    open = fresh;
    return fresh;
  }

  private DirectoryException fault(LDAPException e) {
    ResultCode code = e.getResultCode();
    String where = "The directory server " + address.host() + ":" + address.port();
    String why;
    if (code.equals(ResultCode.INVALID_CREDENTIALS)) {
      why = " refused the user name or the password the phone was given for it.";
    } else if (code.equals(ResultCode.STRONG_AUTH_REQUIRED)
        || code.equals(ResultCode.CONFIDENTIALITY_REQUIRED)) {
      why = " takes only encrypted connections: use ldaps:// or StartTLS.";
    } else if (code.equals(ResultCode.CONNECT_ERROR)) {
      why = " cannot be reached, or its certificate is not one this phone trusts.";
    } else if (code.equals(ResultCode.SERVER_DOWN) || code.equals(ResultCode.TIMEOUT)) {
      why = " does not answer.";
    } else if (code.equals(ResultCode.NO_SUCH_OBJECT)) {
      why = " knows no \"" + address.base() + "\" to search in.";
    } else {
      why = " refused the search: " + code.getName() + ".";
    }
    return new DirectoryException(where + why + " Tell your administrator.");
  }

  @Override
  public void close() {
    LDAPConnection now = open;
    open = null;
    if (now != null) {
      now.close();
    }
  }

  /** Entries as they come: a contact for each number. */
  private static final class Entries implements SearchResultListener {
    private static final long serialVersionUID = 1;

    private final transient Predicate<Contact> found;
    private boolean wantsMore = true;

    Entries(Predicate<Contact> found) {
      this.found = found;
    }

    @Override
    public void searchEntryReturned(SearchResultEntry entry) {
      String name = "";
      for (String attribute : NAMES) {
        String value = entry.getAttributeValue(attribute);
        if (value != null && name.isEmpty()) {
          name = value;
        }
      }
      for (String attribute : NUMBERS) {
        String[] values = entry.getAttributeValues(attribute);
        for (String number : values == null ? new String[0] : values) {
          wantsMore &= found.test(new Contact(name, number.strip()));
        }
      }
      String line = entry.getAttributeValue("msRTCSIP-Line");
      if (line != null && line.startsWith("tel:")) {
        wantsMore &= found.test(new Contact(name, line.substring(4).split(";", 2)[0]));
      }
    }

    @Override
    public void searchReferenceReturned(SearchResultReference reference) {
      // not followed
    }
  }
}
