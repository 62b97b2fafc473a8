#!/usr/bin/python3
"""The bench faster than real time: the phone's jitter buffer and codecs in process, the same frames, tables and scores.

    loop [--codecs "pcmu opusfec"] [--conds "clean loss3"] [--seeds 3] [--ppm N] [--out DIR] [-j 2]

One Java process plays all calls without sockets and clock (VoiceLoop); score.py scores them. The sound card counts
as 40 ms, as with the phone's ALSA buffer. Prints a line for each codec and condition, mean of the seeds, with what
is to be reached; a miss is marked and makes the exit status 1. CLASSPATH says where the phone's classes are
(the script "loop" beside this sets it).
"""
import argparse
import concurrent.futures
import json
import os
import subprocess
import sys
import tempfile

import bench
import impair
import score
import sender

DEVICE_SECONDS = 0.040
LOSS_SEEDS = 3
# condition: least quality of PCMU and of Opus with error correction, most delay in ms (None: clean + 30)
TARGETS = {
    'clean': (0.90, 0.88, 90),
    'loss1': (0.87, 0.88, None), 'loss3': (0.80, 0.88, None), 'loss5': (0.78, 0.86, None), 'loss10': (0.71, 0.85, None),
    'burst3': (0.81, 0.81, None), 'burst5': (0.74, 0.78, None), 'burst10': (0.66, 0.71, None),
    'jit20': (0.90, 0.88, 110), 'jit50': (0.89, 0.88, 130), 'jit100': (0.88, 0.87, 190),
    'reo60': (0.89, 0.88, 190), 'jit50+loss3': (0.78, 0.87, 190), 'spike200@20': (0.88, 0.87, None),
}
NAMES = {'pcmu': 'PCMU', 'pcma': 'PCMA', 'g722': 'G722', 'opus': 'OPUS', 'opusfec': 'OPUS'}


def write_table(path, condition, packets):
    t = impair.table(condition, packets)
    with open(path, 'w') as file:
        file.write(f'# {condition} fifo={int(t.fifo)}\n')
        for i in range(packets):
            file.write(f'{i},{t.drop[i]},{t.delay_ms[i]:.3f},{t.duplicate[i]}\n')


def prepare(ref, folder, codec, condition):
    sender.load_frames(ref, codec)
    table = f'{folder}/{condition}.table'
    if not os.path.exists(table):
        write_table(table, condition, 4000)


def rate(codec):
    return 8000 if codec.startswith('pcm') else 16000


def score_one(ref, path, codec):
    return score.score(ref, path, rate(codec), DEVICE_SECONDS - sender.SILENCE_SECONDS)


def target(codec, condition, clean_delay):
    """What is to be reached: quality, delay; None where nothing was set."""
    pcmu, opus, delay = TARGETS.get(condition, (None, None, None))
    if condition in TARGETS and delay is None and clean_delay is not None:
        delay = clean_delay + 30
    quality = {'pcmu': pcmu, 'opusfec': opus}.get(codec)
    return quality, delay


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--codecs', default='pcmu opusfec')
    parser.add_argument('--conds', default=bench.CONDITIONS)
    parser.add_argument('--seeds', type=int, default=LOSS_SEEDS)
    parser.add_argument('--ppm', type=float, default=0)
    parser.add_argument('--ref', default=bench.CACHE)
    parser.add_argument('--out', help='keep the sound files there')
    parser.add_argument('-j', type=int, default=os.cpu_count())
    args = parser.parse_args()
    java = f"{os.environ['JAVA_HOME']}/bin/java" if 'JAVA_HOME' in os.environ else 'java'
    missed = 0
    with tempfile.TemporaryDirectory() as temporary:
        folder = args.out or temporary
        os.makedirs(folder, exist_ok=True)
        runs = []
        for codec in args.codecs.split():
            for condition in args.conds.split():
                seeds = 1 if condition == 'clean' else args.seeds
                for seed in range(1, seeds + 1):
                    named = condition if seed == 1 else f'{condition}+seed{seed}'
                    prepare(args.ref, folder, codec, named)
                    runs.append((codec, condition, named, f'{folder}/{codec}_{named}.wav'))
        jobs = ''.join(f'{args.ref}/frames_{codec}.bin {folder}/{named}.table {NAMES[codec]} {path} {args.ppm}\n'
                       for codec, _, named, path in runs)
        played = subprocess.run([java, '--enable-native-access=ALL-UNNAMED', 'org.trucephone.tests.voice.VoiceLoop'],
                                input=jobs, stdout=subprocess.PIPE, text=True, check=True).stdout.splitlines()
        with concurrent.futures.ProcessPoolExecutor(args.j) as pool:
            scores = list(pool.map(score_one, [args.ref] * len(runs), [r[3] for r in runs], [r[0] for r in runs]))
        cells = {}
        for run, figures, result in zip(runs, played, scores):
            if 'error' in result:
                sys.exit(f'{run}: {result}')
            cells.setdefault(run[:2], []).append((result, json.loads(figures)))
        print('codec cond quality want gap_ms delay_ms want d05 d95 concealed inserted removed late us'.replace(' ', '\t'))
        for (codec, condition), results in cells.items():
            def mean(name, part=0):
                return sum(r[part][name] for r in results) / len(results)
            clean = cells.get((codec, 'clean'))
            quality, delay = target(codec, condition, clean and clean[0][0]['delay_ms'])
            miss = (quality is not None and round(mean('quality'), 2) < quality) \
                or (delay is not None and mean('delay_ms') > delay)
            missed += miss
            print(codec, condition, f"{mean('quality'):.3f}", quality, f"{mean('gap_ms'):.0f}", f"{mean('delay_ms'):.0f}",
                  '-' if delay is None else f'{delay:.0f}', f"{mean('d05'):.0f}", f"{mean('d95'):.0f}",
                  f"{mean('concealed_ms', 1):.0f}", f"{mean('inserted_ms', 1):.0f}", f"{mean('removed_ms', 1):.0f}",
                  f"{mean('late', 1):.0f}", f"{mean('us_per_period', 1):.1f}", 'MISS' if miss else '', sep='\t')
    print(f'{missed} cells miss what is to be reached')
    sys.exit(1 if missed else 0)


if __name__ == '__main__':
    main()
