package org.trucephone.firmware.directory.book;

import java.util.Set;

/**
 * How a make writes a phone book: the words are compared without regard to case.
 *
 * @param name of the format, for a finding
 * @param roots elements such a document begins with
 * @param entries elements that hold one person
 * @param names elements, or attributes of the entry, that hold the name; several are joined
 * @param numbers elements, or attributes of the entry, that hold a number each
 */
public record PhoneBookFormat(
    String name, Set<String> roots, Set<String> entries, Set<String> names, Set<String> numbers) {}
