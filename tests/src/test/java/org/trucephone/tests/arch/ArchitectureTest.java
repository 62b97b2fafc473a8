package org.trucephone.tests.arch;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The rules of the house that a compiler cannot keep. */
class ArchitectureTest {
  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(
              "org.trucephone.hal", "org.trucephone.provisioning", "org.trucephone.firmware");

  private static final String[] PURE = {
    "org.trucephone.firmware.call..",
    "org.trucephone.firmware.account..",
    "org.trucephone.firmware.sdp..",
    "org.trucephone.firmware.ui..",
    "org.trucephone.firmware.dialect..",
    "org.trucephone.firmware.service.format..",
    "org.trucephone.firmware.media.rtp..",
    "org.trucephone.firmware.media.srtp..",
    "org.trucephone.firmware.media.codec..",
    "org.trucephone.firmware.media.jitter..",
    "org.trucephone.firmware.media.tone..",
    "org.trucephone.firmware.media.dsp..",
    "org.trucephone.provisioning.settings..",
    "org.trucephone.provisioning.format.."
  };

  private static final Pattern VENDOR =
      Pattern.compile(
          "cisco|avaya|yealink|polycom|asterisk|microsoft|grandstream|snom|mitel|broadsoft");

  @Test
  void theHouseIsSeenWhole() {
    for (String room : List.of("hal.bus.pi4j", "provisioning.settings", "firmware.call")) {
      assertTrue(HOUSE.containPackage("org.trucephone." + room), room + " was not found");
    }
    assertTrue(HOUSE.size() > 200, "only " + HOUSE.size() + " classes were found");
  }

  @Test
  void onlyItsOwnRoomSeesPi4j() {
    noClasses()
        .that(not(resideInAPackage("org.trucephone.hal.bus.pi4j..")))
        .should()
        .dependOnClassesThat(resideInAPackage("com.pi4j.."))
        .check(HOUSE);
  }

  /** Its jars may be left out of a phone. */
  @Test
  void onlyItsOwnRoomSeesDtls() {
    noClasses()
        .that(not(resideInAPackage("org.trucephone.firmware.media.dtls..")))
        .should()
        .dependOnClassesThat(resideInAPackage("org.bouncycastle.."))
        .check(HOUSE);
  }

  @Test
  void onlyItsOwnRoomSeesTheSipStack() {
    noClasses()
        .that(not(resideInAPackage("org.trucephone.firmware.sip.jain..")))
        .should()
        .dependOnClassesThat(resideInAnyPackage("javax.sip..", "gov.nist..", "javax.sdp.."))
        .check(HOUSE);
  }

  @Test
  void pureRoomsKnowNoSocketThreadOrLog() {
    DescribedPredicate<JavaClass> outside =
        resideInAnyPackage(
                "java.net..",
                "java.nio.channels..",
                "java.util.concurrent..",
                "javax.net..",
                "org.tinylog..",
                "org.slf4j..",
                "java.util.logging..")
            .and(not(type(URI.class)))
            .and(not(type(URISyntaxException.class)))
            .and(not(type(java.net.URLDecoder.class)))
            .and(not(type(java.net.URLEncoder.class)))
            .or(type(Thread.class))
            .or(type(java.io.File.class))
            .or(type(java.nio.file.Files.class))
            .as("sockets, channels, threads, locks, files and logs");
    // A codec of a system library is a pure function too, reached through foreign memory.
    DescribedPredicate<JavaClass> foreign = resideInAnyPackage("java.lang.foreign..");
    noClasses()
        .that(resideInAnyPackage(PURE))
        .and(not(resideInAnyPackage("..media.codec..")))
        .should()
        .dependOnClassesThat(outside.or(foreign))
        .check(HOUSE);
    noClasses()
        .that(resideInAnyPackage("..media.codec.."))
        .should()
        .dependOnClassesThat(outside)
        .check(HOUSE);
  }

  @Test
  void pureRoomsAreToldTheTimeAndDrawNoLots() {
    noClasses()
        .that(resideInAnyPackage(PURE))
        .should()
        .accessTargetWhere(
            describe("the target reads a clock or unseeded chance", ArchitectureTest::unrepeatable))
        .check(HOUSE);
  }

  private static boolean unrepeatable(JavaAccess<?> access) {
    String owner = access.getTargetOwner().getFullName();
    String name = access.getName();
    boolean clock =
        owner.equals("java.lang.System")
            && Set.of("nanoTime", "currentTimeMillis", "getenv").contains(name);
    boolean now =
        owner.startsWith("java.time.") && (name.equals("now") || name.startsWith("system"));
    boolean chance =
        owner.equals("java.lang.Math") && name.equals("random")
            || owner.equals("java.security.SecureRandom")
            || owner.equals("java.util.Random")
                && access.getTarget().getFullName().endsWith(".<init>()");
    return clock || now || chance;
  }

  @Test
  void packagesAreFreeOfCycles() {
    // A list of plug-ins (Formats.ALL) names its plug-ins, which implement the type beside it.
    DescribedPredicate<JavaClass> lists =
        describe(
            "lists of plug-ins",
            c -> Set.of("Formats", "Personas", "Dialects", "Writers").contains(c.getSimpleName()));
    slices()
        .matching("org.trucephone.(**)")
        .should()
        .beFreeOfCycles()
        .ignoreDependency(lists, alwaysTrue())
        .check(HOUSE);
  }

  @Test
  void hardwareAndProvisioningKnowNeitherEachOtherNorThePhone() {
    noClasses()
        .that(resideInAPackage("org.trucephone.hal.."))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("org.trucephone.provisioning..", "org.trucephone.firmware.."))
        .check(HOUSE);
    noClasses()
        .that(resideInAPackage("org.trucephone.provisioning.."))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("org.trucephone.hal..", "org.trucephone.firmware.."))
        .check(HOUSE);
  }

  @Test
  void nothingShippedKnowsTheTests() {
    noClasses()
        .should()
        .dependOnClassesThat(resideInAPackage("org.trucephone.tests.."))
        .check(HOUSE);
  }

  @Test
  void driversAndSimulatedChipsNeverSeeEachOther() {
    noClasses()
        .that(resideInAPackage("org.trucephone.hal.."))
        .and(not(resideInAPackage("org.trucephone.hal.sim..")))
        .should()
        .dependOnClassesThat(resideInAPackage("org.trucephone.hal.sim.."))
        .check(HOUSE);
    noClasses()
        .that(resideInAPackage("org.trucephone.hal.sim.."))
        .should()
        .dependOnClassesThat(simpleNameEndingWith("Driver"))
        .check(HOUSE);
  }

  @Test
  void onlyTheCompositionAndTheVirtualHandsetSeeTheSimulatedBoard() {
    noClasses()
        .that(
            not(
                resideInAnyPackage(
                    "org.trucephone.hal.sim..",
                    "org.trucephone.firmware.app..",
                    "org.trucephone.firmware.handset..")))
        .should()
        .dependOnClassesThat(resideInAPackage("org.trucephone.hal.sim.."))
        .check(HOUSE);
  }

  @Test
  void vendorsAreNamedOnlyInTheirOwnRooms() {
    Set<String> named =
        HOUSE.stream()
            .map(JavaClass::getName)
            .filter(name -> VENDOR.matcher(name.toLowerCase(Locale.ROOT)).find())
            .filter(name -> !name.matches(".*\\.(dialect|format|persona)\\.[a-z0-9]+\\..*"))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(Set.of(), named);
  }

  @Test
  void vendorsRoomsAreEnteredOnlyThroughTheirLists() {
    noClasses()
        .that(
            not(
                resideInAnyPackage(
                    "org.trucephone.provisioning.format..",
                    "org.trucephone.provisioning.persona..",
                    "org.trucephone.firmware.dialect..",
                    "org.trucephone.firmware.directory.format..",
                    "org.trucephone.firmware.service.format..")))
        .should()
        .dependOnClassesThat(
            describe(
                "live in a vendor's room",
                c -> VENDOR.matcher(c.getPackageName().toLowerCase(Locale.ROOT)).find()))
        .check(HOUSE);
  }

  @Test
  void staticFieldsNeverChange() {
    fields().that().areStatic().should().beFinal().check(HOUSE);
  }

  @Test
  void settingsNeverChange() {
    fields()
        .that()
        .areDeclaredInClassesThat()
        .areRecords()
        .and()
        .areDeclaredInClassesThat()
        .resideInAPackage("org.trucephone.provisioning.settings..")
        .should()
        .beFinal()
        .check(HOUSE);
  }

  @Test
  void everyPackageSaysWhatItIsFor() {
    Set<String> silent = new TreeSet<>();
    for (JavaClass c : HOUSE) {
      JavaPackage room = c.getPackage();
      if (room.tryGetPackageInfo().isEmpty()) {
        silent.add(room.getName());
      }
    }
    assertEquals(Set.of(), silent);
  }
}
