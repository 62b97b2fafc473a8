package org.trucephone.firmware.history;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import com.grack.nanojson.JsonWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;
import org.trucephone.firmware.history.Memory.Volumes;
import org.trucephone.provisioning.store.AtomicFile;

/**
 * Keeps {@link Memory} in a file, whole or not at all: a power cut leaves the old one or the new
 * one. A file that cannot be read is put aside, told in the log, and the phone starts with what the
 * file before it held, or with nothing.
 *
 * <p>Reads and writes block; not for the phone thread.
 */
public final class MemoryStore {
  private static final long LARGEST = 4L << 20;

  private final Path file;
  private final Path before;

  /** {@code folder/memory.json}, and the generation before it. */
  public MemoryStore(Path folder) {
    this.file = folder.resolve("memory.json");
    this.before = folder.resolve("memory.previous.json");
  }

  /** {@return what was stored last, or {@link Memory#EMPTY}} */
  public Memory load() {
    Memory newest = read(file);
    if (newest != null) {
      return newest;
    }
    Memory older = read(before);
    return older == null ? Memory.EMPTY : older;
  }

  /** Stores; the file before stays as the previous generation. */
  public synchronized void save(Memory memory) throws IOException {
    Path folder = file.getParent();
    if (folder != null) {
      AtomicFile.createFolders(folder);
    }
    if (Files.isRegularFile(file) && read(file) != null) {
      AtomicFile.write(before, Files.readAllBytes(file));
    }
    AtomicFile.write(file, text(memory).getBytes(StandardCharsets.UTF_8));
  }

  private static @Nullable Memory read(Path from) {
    try {
      if (!Files.isRegularFile(from)) {
        return null;
      }
      if (Files.size(from) > LARGEST) {
        Logger.tag("history")
            .warn("{} is larger than 4 MiB and is left alone.", from.getFileName());
        return null;
      }
      return parse(Files.readString(from));
    } catch (IOException | JsonParserException | RuntimeException e) {
      // RuntimeException: wrong types inside well-formed JSON; whatever it is, the phone must
      // start.
      Logger.tag("history")
          .warn(
              "{} cannot be read ({}): the call log starts from what was kept before.",
              from.getFileName(),
              e.getClass().getSimpleName());
      return null;
    }
  }

  private static Memory parse(String text) throws JsonParserException {
    JsonObject root = JsonParser.object().from(text);
    List<HistoryEntry> history = new ArrayList<>();
    for (Object item : root.getArray("history", new JsonArray())) {
      if (item instanceof JsonObject entry && history.size() < Memory.MOST) {
        history.add(
            new HistoryEntry(
                Instant.ofEpochSecond(entry.getLong("at")),
                HistoryEntry.Kind.valueOf(entry.getString("kind", "RECEIVED")),
                entry.getString("number", ""),
                entry.getString("name", ""),
                entry.getInt("line", 1),
                Duration.ofSeconds(Math.max(0, entry.getLong("seconds")))));
      }
    }
    List<Contact> contacts = new ArrayList<>();
    for (Object item : root.getArray("contacts", new JsonArray())) {
      if (item instanceof JsonObject entry) {
        contacts.add(new Contact(entry.getString("name", ""), entry.getString("number", "")));
      }
    }
    JsonObject v = root.getObject("volumes", new JsonObject());
    Volumes d = Memory.EMPTY.volumes();
    return new Memory(
        history,
        contacts,
        Math.max(0, root.getInt("missed", 0)),
        new Volumes(
            step(v, "bell", d.bell()),
            step(v, "handset", d.handset()),
            step(v, "headset", d.headset()),
            step(v, "speaker", d.speaker())),
        rules(root.getObject("rules", new JsonObject())));
  }

  private static Rules rules(JsonObject json) {
    Rules rules =
        new Rules(
            json.getBoolean("doNotDisturb", false),
            json.getBoolean("rejectAnonymous", false),
            Map.of());
    for (Object item : json.getArray("forwards", new JsonArray())) {
      if (item instanceof JsonObject entry) {
        int line = entry.getInt("line", 1);
        rules =
            rules
                .with(line, Rules.When.ALWAYS, entry.getString("always", ""))
                .with(line, Rules.When.BUSY, entry.getString("busy", ""))
                .with(line, Rules.When.NO_ANSWER, entry.getString("noAnswer", ""));
      }
    }
    return rules;
  }

  private static int step(JsonObject volumes, String name, int otherwise) {
    return Math.clamp(volumes.getInt(name, otherwise), 0, 10);
  }

  private static String text(Memory memory) {
    var json = JsonWriter.indent("  ").string().object().value("missed", memory.missed());
    Volumes v = memory.volumes();
    json.object("volumes")
        .value("bell", v.bell())
        .value("handset", v.handset())
        .value("headset", v.headset())
        .value("speaker", v.speaker())
        .end();
    Rules rules = memory.rules();
    json.object("rules")
        .value("doNotDisturb", rules.doNotDisturb())
        .value("rejectAnonymous", rules.rejectAnonymous())
        .array("forwards");
    rules
        .forwards()
        .forEach((line, forward) ->
            json.object()
                .value("line", line)
                .value("always", forward.always())
                .value("busy", forward.busy())
                .value("noAnswer", forward.noAnswer())
                .end());
    json.end().end();
    json.array("history");
    for (HistoryEntry entry : memory.history()) {
      json.object()
          .value("at", entry.at().getEpochSecond())
          .value("kind", entry.kind().name())
          .value("number", entry.number())
          .value("name", entry.name())
          .value("line", entry.line())
          .value("seconds", entry.duration().toSeconds())
          .end();
    }
    json.end().array("contacts");
    for (Contact contact : memory.contacts()) {
      json.object().value("name", contact.name()).value("number", contact.number()).end();
    }
    return json.end().end().done();
  }
}
