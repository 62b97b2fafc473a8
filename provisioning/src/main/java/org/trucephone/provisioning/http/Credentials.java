package org.trucephone.provisioning.http;

import org.trucephone.provisioning.settings.Secret;

/** Who we are to a server. */
public record Credentials(String user, Secret password) {}
