package org.trucephone.tests.lab;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;

/**
 * A server that tells phones who ask for {@code ua-profile} where their settings are. Arguments:
 * its address, the URL to tell.
 */
public final class PlugAndPlay {
  private static final String GROUP = "224.0.1.75";

  private PlugAndPlay() {}

  /** Runs until it is ended. */
  public static void main(String[] args) throws IOException {
    InetAddress own = InetAddress.getByName(args[0]);
    try (MulticastSocket socket = new MulticastSocket(5060)) {
      socket.joinGroup(new InetSocketAddress(GROUP, 0), NetworkInterface.getByInetAddress(own));
      System.out.println("ready");
      byte[] room = new byte[4096];
      while (true) {
        DatagramPacket packet = new DatagramPacket(room, room.length);
        socket.receive(packet);
        String message = new String(room, 0, packet.getLength(), StandardCharsets.UTF_8);
        if (message.startsWith("SUBSCRIBE ") && message.contains("ua-profile")) {
          answer(socket, packet, message, args);
        }
      }
    }
  }

  private static void answer(
      DatagramSocket socket, DatagramPacket from, String subscribe, String[] args)
      throws IOException {
    String head = line(subscribe, "Via") + line(subscribe, "From") + line(subscribe, "Call-ID");
    String to = line(subscribe, "To").strip() + ";tag=server\r\n";
    String cseq = line(subscribe, "CSeq");
    send(
        socket,
        from,
        "SIP/2.0 200 OK\r\n" + head + to + cseq + "Expires: 0\r\nContent-Length: 0\r\n\r\n");
    String contact = line(subscribe, "Contact").replaceAll("(?s).*<(.*)>.*", "$1");
    send(
        socket,
        from,
        "NOTIFY "
            + contact
            + " SIP/2.0\r\nVia: SIP/2.0/UDP "
            + args[0]
            + ":5060;branch=z9hG4bKnotify\r\nMax-Forwards: 20\r\n"
            + to.replaceFirst("To", "From")
            + line(subscribe, "From").replaceFirst("From", "To")
            + line(subscribe, "Call-ID")
            + "CSeq: 1 NOTIFY\r\nEvent: ua-profile\r\nContact: <sip:"
            + args[0]
            + ">\r\nSubscription-State: terminated;reason=timeout\r\n"
            + "Content-Type: application/url\r\nContent-Length: "
            + args[1].length()
            + "\r\n\r\n"
            + args[1]);
  }

  private static String line(String message, String name) {
    for (String line : message.split("\r\n")) {
      if (line.startsWith(name + ":")) {
        return line + "\r\n";
      }
    }
    return "";
  }

  private static void send(DatagramSocket socket, DatagramPacket to, String text)
      throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    socket.send(new DatagramPacket(bytes, bytes.length, to.getSocketAddress()));
  }
}
