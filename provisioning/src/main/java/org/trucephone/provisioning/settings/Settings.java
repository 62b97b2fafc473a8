package org.trucephone.provisioning.settings;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A whole configuration in neutral terms: a snapshot, built once and handed over.
 *
 * @param accounts by index, those switched off included
 * @param keys by index
 * @param general what holds for the whole phone
 * @param findings what a person should know, in file order
 */
public record Settings(
    List<Account> accounts, List<LineKey> keys, General general, List<Finding> findings) {

  /** Copies the lists. */
  public Settings {
    accounts = List.copyOf(accounts);
    keys = List.copyOf(keys);
    findings = List.copyOf(findings);
  }

  /**
   * Builds a configuration from what files say, in the order they say it: the last assignment of a
   * field stands, the last key of a position stands, but no other key takes a line's place. What is
   * assigned for all lines goes to each account that does not say otherwise.
   */
  public static Settings of(
      List<Assignment<?>> assignments, List<LineKey> keys, List<Finding> findings) {
    Values values = Values.of(assignments);
    List<Account> accounts =
        values.accounts().stream().map(n -> Account.of(values.withShared(n), n)).toList();
    Map<Integer, LineKey> byIndex = new TreeMap<>(Comparator.naturalOrder());
    for (LineKey key : keys) {
      LineKey before = byIndex.get(key.index());
      if (before == null || before.type() != KeyType.LINE || key.type() == KeyType.LINE) {
        byIndex.put(key.index(), key);
      }
    }
    return new Settings(accounts, List.copyOf(byIndex.values()), General.of(values), findings);
  }

  /** {@return a configuration that says nothing} */
  public static Settings empty() {
    return of(List.of(), List.of(), List.of());
  }

  /** {@return the accounts that can be registered} */
  public List<Account> usableAccounts() {
    return accounts.stream().filter(Account::usable).toList();
  }

  /** {@return the same with other findings} */
  public Settings withFindings(List<Finding> newFindings) {
    return new Settings(accounts, keys, general, newFindings);
  }
}
