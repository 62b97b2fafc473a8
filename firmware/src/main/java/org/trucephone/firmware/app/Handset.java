package org.trucephone.firmware.app;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;
import org.trucephone.firmware.admin.AdminServer;
import org.trucephone.firmware.admin.DeviceKeys;
import org.trucephone.firmware.handset.PanelServer;
import org.trucephone.firmware.history.Memory;
import org.trucephone.firmware.history.MemoryStore;
import org.trucephone.firmware.media.MediaEngine;
import org.trucephone.firmware.phone.Host;
import org.trucephone.firmware.phone.Phone;
import org.trucephone.firmware.phone.PhoneEvent;
import org.trucephone.firmware.phone.PhoneOptions;
import org.trucephone.firmware.phone.PhoneView;
import org.trucephone.firmware.phone.PhoneView.DeviceView;
import org.trucephone.firmware.sip.jain.JainSip;
import org.trucephone.firmware.ui.Ui;
import org.trucephone.firmware.update.CardSlots;
import org.trucephone.firmware.update.Updater;
import org.trucephone.hal.Boards;
import org.trucephone.hal.Hardware;
import org.trucephone.hal.HardwareEvent;
import org.trucephone.hal.Part;
import org.trucephone.hal.audio.PcmDevice;
import org.trucephone.hal.board.Board;
import org.trucephone.hal.bus.linux.LinuxWires;
import org.trucephone.hal.bus.linux.Supervisor;
import org.trucephone.hal.bus.pi4j.Pi4jBuses;
import org.trucephone.hal.sim.SimBoard;
import org.trucephone.hal.sim.SimSounds;
import org.trucephone.provisioning.Provisioner;
import org.trucephone.provisioning.http.DeviceTls;
import org.trucephone.provisioning.http.HttpFetcher;
import org.trucephone.provisioning.http.HttpLimits;
import org.trucephone.provisioning.settings.Setting;
import org.trucephone.provisioning.tftp.TftpClient;
import org.trucephone.provisioning.tftp.TftpLimits;

/**
 * The phone with everything around it, started and stopped as one: the only place where adapters
 * are made.
 */
public final class Handset implements AutoCloseable {
  /** Told to servers and shown in the status page. */
  static final String VERSION = "0.1.0";

  /** How long leaving may take; the process ends then all the same. */
  private static final long UNREGISTER_MS = 700;

  static final String USER_AGENT = "Truce/" + VERSION;

  private final @Nullable SimBoard sim;
  private final Hardware hardware;
  private final MediaEngine media;
  private final JainSip sip;
  private final EventLoop<Input> loop;
  private final Desk desk;
  private final @Nullable PanelServer panel;
  private final AdminBridge administered;
  private volatile @Nullable AdminServer admin;
  private final Thread phoneThread;
  private final Thread watch;
  private final @Nullable Thread switchWatch;
  private final MemoryWriter writer;
  private final CardSlots slots = new CardSlots(Path.of("/"));
  private final Updater updater;
  private final Bookshelf directories;
  private final @Nullable Thread heart;
  private final Thread tidying;
  private final Set<Part> lost = ConcurrentHashMap.newKeySet();
  private final @Nullable Provisioner provisioner;
  private final @Nullable Thread provisioning;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Semaphore unregistered = new Semaphore(0);

  /**
   * Starts; {@link OptionException} is one sentence about what on the command line cannot be done.
   */
  public static Handset start(Options options) throws OptionException {
    return new Handset(options);
  }

  private Handset(Options options) throws OptionException {
    SystemClock clock = new SystemClock();
    RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
    EventLoop.Relay<Input> relay = new EventLoop.Relay<>();
    Board board = Adapters.board(options.board());
    SimSounds sounds = Adapters.sounds(options);
    boolean real = !options.board().equals("virtual") && Adapters.onRaspberryPi();
    PcmDevice pcm;
    if (real) {
      sim = null;
      PcmDevice card = Adapters.alsa(options.audio().startsWith("alsa") ? options.audio() : "alsa");
      hardware = Boards.open(board, Pi4jBuses.over(LinuxWires.ofRaspberryPi()), card);
      pcm = hardware.pcm(); // without a codec chip, volumes are made on the way to the card
    } else {
      sim = SimBoard.open(board, sounds.sound());
      hardware = sim.hardware();
      pcm = options.audio().startsWith("alsa") ? Adapters.alsa(options.audio()) : hardware.pcm();
    }
    media =
        new MediaEngine(
            options.bind(),
            options.rtpFirst(),
            options.rtpLast(),
            pcm,
            event -> relay.post(new Input.Event(new PhoneEvent.Media(event))));
    sip = Adapters.sip(options, relay);
    MemoryStore store = new MemoryStore(options.data());
    Memory memory = store.load();
    writer = new MemoryWriter(store);
    ProvisioningJob job = null;
    if (options.server() != null || options.discover()) {
      provisioner =
          new Provisioner(
              new TftpClient(TftpLimits.USUAL),
              new HttpFetcher(
                  HttpLimits.USUAL,
                  DeviceTls.of(
                      options.data().resolve("trusted"), options.data().resolve("client.pem"))));
      Sources sources =
          new Sources(
              options.server(),
              options.mac(),
              options.persona(),
              options.data().resolve("provisioning"),
              random);
      job = new ProvisioningJob(provisioner, sources, random, event -> configured(event, relay));
    } else {
      provisioner = null;
    }
    ProvisioningJob fetching = job;
    directories = new Bookshelf(options.data(), event -> relay.post(new Input.Event(event)));
    Host host = new Surroundings(fetching, writer, directories);
    DeviceKeys keys = new DeviceKeys(options.data());
    String pin = Adapters.pin(options, keys);
    DeviceView device =
        new DeviceView(
            Adapters.address(),
            options.mac(),
            VERSION,
            slots.image(),
            Adapters.adminWords(options, pin));
    PhoneOptions phoneOptions = new PhoneOptions(options.autoAnswer(), options.codecs(), device);
    Phone phone = new Phone(sip, media, hardware, host, phoneOptions, memory, random, clock.now());
    if (options.direct()) {
      phone.direct(clock.now());
    }
    desk = new Desk(phone, new Ui(hardware.displayWidth(), hardware.displayHeight()), hardware);
    loop = new EventLoop<>(desk, clock);
    relay.to(loop::post);
    watch =
        Thread.ofVirtual()
            .name("network")
            .start(
                new NetworkWatch(
                    Path.of("/"),
                    network -> {
                      relay.post(new Input.Event(new PhoneEvent.NetworkChanged(network)));
                      if (fetching != null) {
                        fetching.networkChanged();
                      }
                    }));
    switchWatch = real || options.discover() ? switchWatch(relay) : null;
    VirtualPanel hands =
        sim == null
            ? null
            : new VirtualPanel(desk, sim, sip, media, sounds.browser(), this::unplugged);
    panel = hands == null ? null : Adapters.panel(options, hands);
    updater = updater(relay);
    administered =
        new AdminBridge(desk, sip, host, desk::picture, options.data(), updater, this::close);
    if (options.adminHost() != null) {
      Thread.ofVirtual().name("admin-start").start(() -> administer(options, keys, pin));
    }
    phoneThread = Thread.ofPlatform().name("phone").start(this::phone);
    hardware.start(event -> {
      if (hands != null && event instanceof HardwareEvent.KeyPressed(var key)) {
        hands.noticed(key);
      }
      if (event instanceof HardwareEvent.Lost(var part, _)) {
        lost.add(part);
      } else if (event instanceof HardwareEvent.Back(var part)) {
        lost.remove(part);
      }
      relay.post(input(event));
    });
    media.start();
    heart = heart();
    tidying =
        Thread.ofPlatform().name("tidying").daemon().start(new Tidying(this::busy, System::gc));
    provisioning = fetching == null ? null : fetching.start();
  }

  /** {@return where the virtual handset's page is, or null on hardware} */
  public @Nullable String page() {
    return panel == null ? null : "http://" + panel.host() + ":" + panel.port() + "/";
  }

  private void unplugged(boolean out) {
    sip.unplugged(out);
    media.unplugged(out);
  }

  /** {@return what may be seen of the phone now} */
  public PhoneView view() {
    return desk.seen().view();
  }

  private void phone() {
    try {
      loop.run();
    } catch (InterruptedException e) {
      Logger.debug("The phone thread ends.");
    } catch (RuntimeException | Error e) {
      // A defect. Settings, history and contacts are on disk; the supervisor starts us again.
      Logger.error(e, "A defect ends the phone process.");
      loop.logRecent();
      Runtime.getRuntime().halt(Main.DEFECT);
    }
  }

  /** {@return the thread that reassures who started us, or null if nobody asks} */
  private @Nullable Thread heart() {
    Supervisor supervisor = Supervisor.of(System.getenv());
    if (supervisor == null) {
      return null;
    }
    supervisor.ready();
    long period = Math.max(100, supervisor.patience().toMillis() / 4);
    return Thread.ofPlatform()
        .name("heartbeat")
        .daemon()
        .start(
            new Heartbeat(
                period,
                answer -> loop.post(new Input.Beat(answer)),
                media::periods,
                supervisor::alive));
  }

  private static Thread switchWatch(EventLoop.Relay<Input> relay) {
    return Thread.ofPlatform()
        .name("switch")
        .daemon()
        .start(
            new SwitchWatch(
                Path.of("/"),
                said ->
                    relay.post(
                        new Input.Event(
                            new PhoneEvent.Standing("vlan", said.isEmpty() ? null : said)))));
  }

  private Updater updater(EventLoop.Relay<Input> relay) {
    List<String> notices = slots.notices();
    if (!notices.isEmpty()) {
      notices.forEach(notice -> Logger.tag("setup").warn("{}", notice));
      relay.post(new Input.Event(new PhoneEvent.Standing("setup", notices.getFirst())));
    }
    return new Updater(
            slots,
            this::busy,
            () -> lost.isEmpty() && well(view()),
            LocalTime::now,
            words -> relay.post(new Input.Event(new PhoneEvent.Standing("update", words))))
        .start();
  }

  private boolean busy() {
    PhoneView seen = view();
    return seen.offHook() || !seen.calls().isEmpty();
  }

  /**
   * A phone that does what it is for: a line works, or there is none to work, and no part is out.
   */
  private static boolean well(PhoneView view) {
    boolean registered =
        view.lines().isEmpty()
            || view.lines().stream()
                .anyMatch(line -> line.state() == PhoneView.LineState.REGISTERED);
    return view.phase() == PhoneView.Phase.READY && registered;
  }

  private void configured(PhoneEvent event, EventLoop.Relay<Input> relay) {
    administered.noticed(event);
    if (event instanceof PhoneEvent.Configured(var settings, _)) {
      directories.configured(settings.general());
      URI named = Updater.named(Setting.value(settings.general().firmware()));
      if (named != null) {
        updater.wish(new Updater.Wish(named, false, false));
      }
    }
    relay.post(new Input.Event(event));
  }

  /** Making the first certificate takes a second or two: the phone does not wait for it. */
  private void administer(Options options, DeviceKeys keys, String pin) {
    String host = String.valueOf(options.adminHost());
    try {
      AdminServer server =
          AdminServer.start(
              host,
              options.adminPort(),
              keys.tls("truce-" + options.mac().toLowerCase(Locale.ROOT)),
              typed -> administered.admits(typed, pin),
              administered,
              InstantSource.system());
      admin = server;
      if (closed.get()) {
        server.close();
        return;
      }
      Logger.tag("admin")
          .info("the administrator's page is at https://{}:{}/", host, server.port());
    } catch (IOException e) {
      Logger.tag("admin")
          .warn("the administrator's page cannot be served on {}: {}", host, e.getMessage());
    }
  }

  private static Input input(HardwareEvent event) {
    return switch (event) {
      case HardwareEvent.KeyPressed(var key) -> new Input.Key(key);
      case HardwareEvent.Hook(boolean off) -> new Input.Event(new PhoneEvent.Hook(off));
      case HardwareEvent.Lost(var part, String reason) ->
          new Input.Event(new PhoneEvent.PartLost(part, reason));
      case HardwareEvent.Back(var part) -> new Input.Event(new PhoneEvent.PartBack(part));
    };
  }

  /**
   * A server keeps few contacts for a user; one left behind by each restart would shut the phone
   * out.
   */
  private void unregister() {
    int asked = 0;
    for (PhoneView.LineView line : desk.seen().view().lines()) {
      if (line.state() == PhoneView.LineState.REGISTERED && line.expires() > 0) {
        sip.register(line.index(), Duration.ZERO);
        asked++;
      }
    }
    try {
      if (!unregistered.tryAcquire(asked, UNREGISTER_MS, TimeUnit.MILLISECONDS)) {
        Logger.debug("A server did not answer our leaving in time.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    if (provisioning != null) {
      provisioning.interrupt();
    }
    if (panel != null) {
      panel.close();
    }
    AdminServer page = admin;
    if (page != null) {
      page.close();
    }
    watch.interrupt();
    tidying.interrupt();
    if (switchWatch != null) {
      switchWatch.interrupt();
    }
    if (heart != null) {
      heart.interrupt();
    }
    loop.stop();
    phoneThread.interrupt();
    unregister();
    sip.close();
    media.close();
    if (sim != null) {
      sim.close();
    } else {
      hardware.close();
    }
    if (provisioner != null) {
      provisioner.close();
    }
    updater.close();
    directories.close();
    writer.close();
  }
}
