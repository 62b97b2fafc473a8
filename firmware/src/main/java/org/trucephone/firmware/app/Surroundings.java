package org.trucephone.firmware.app;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.trucephone.firmware.history.Memory;
import org.trucephone.firmware.phone.Host;

/**
 * What the phone asks of the process around it, handed to the threads that do it.
 *
 * @param fetching null without a provisioning server
 */
record Surroundings(@Nullable ProvisioningJob fetching, MemoryWriter writer, Bookshelf directories)
    implements Host {
  @Override
  public void reprovision() {
    if (fetching != null) {
      fetching.ask();
    }
  }

  @Override
  public void remember(Memory changed) {
    writer.write(changed);
  }

  @Override
  public void service(URI address) {
    directories.service(address);
  }

  @Override
  public void search(String digits) {
    directories.search(digits);
  }

  @Override
  public void whoIs(String number) {
    directories.whoIs(number);
  }

  @Override
  public void working(boolean works) {
    if (fetching != null) {
      fetching.working(works);
    }
  }

  @Override
  public void tried(@Nullable String fault) {
    if (fetching != null) {
      fetching.tried(fault);
    }
  }
}
