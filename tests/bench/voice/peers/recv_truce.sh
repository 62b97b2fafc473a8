#!/bin/sh
# Truce as the receiver: this checkout, or the one $TRUCE names; it is built before the first call.
# No provisioning and no registrar: one account that takes calls from loopback, answers by itself, plays to ALSA's `default`.
TRUCE=${TRUCE:-$(cd "$(dirname "$0")/../../../.." && pwd)}
case $BENCH_CODEC in opus*) codecs=opus ;; *) codecs=$BENCH_CODEC ;; esac
exec "$TRUCE/firmware/run" --offline --direct --auto-answer --audio alsa:default --codecs "$codecs" --data "$BENCH_DIR/data" \
  --panel "127.0.0.1:$((BENCH_SIP_PORT + 1))" --sip-port "$BENCH_SIP_PORT" --rtp-ports "$BENCH_RTP_PORT-$((BENCH_RTP_PORT + 19))"
