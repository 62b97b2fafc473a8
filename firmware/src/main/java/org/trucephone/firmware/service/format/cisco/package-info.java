/** Cisco's XML services: CiscoIPPhoneMenu, Directory, Text, Input, Execute and their kin. Pure. */
@NullMarked
package org.trucephone.firmware.service.format.cisco;

import org.jspecify.annotations.NullMarked;
