/** One run as lines for a terminal: its stages, losses, the best candidate. */
import {styleText} from 'node:util';
import {formatSeconds} from '../run/meter.js';
import {bestStrategy, lossesOf, type RunView, type StageView} from '../run/overview.js';
import {formatBytes} from '../store/files.js';
import {visible} from './terminal.js';

const MARK = {done: '✔', running: '▶', failed: '✖', 'half done': '◐', waiting: '·'} as const;
const COLOUR = {done: 'green', running: 'cyan', failed: 'red', 'half done': 'yellow', waiting: 'dim'} as const;
const STATE_COLOUR = {done: 'green', running: 'cyan', failed: 'red', stopped: 'yellow'} as const;
const BARS = '▁▂▃▄▅▆▇█';
/** Columns of a curve. */
const CURVE = 40;

type Style = (typeof COLOUR)[keyof typeof COLOUR] | 'bold';
const paint = (style: Style, text: string): string =>
  process.stdout.isTTY && !process.env.NO_COLOR ? styleText(style, text) : text;

/** The run in lines of at most `width` characters. */
export function viewLines(run: string, view: RunView, width: number): string[] {
  const {name, state, owner, message, bytes, stages} = view;
  const head = `${paint('bold', visible(name))}  ${paint(STATE_COLOUR[state], state)}  ${formatBytes(bytes)}`;
  const indent = Math.max(0, ...stages.map(({id}) => id.length)) + 2;
  return [
    head,
    ...(owner ? [cut(`  ${visible(owner)}`, width)] : []),
    ...(message ? [cut(`  ${visible(message)}`, width)] : []),
    ...stages.flatMap((stage) => stageLines(run, stage, {width, indent})),
  ];
}

function stageLines(run: string, stage: StageView, {width, indent}: {width: number; indent: number}): string[] {
  const {id, state, progress} = stage;
  const place = ' '.repeat(indent + 4);
  const said = state === 'done' ? formatSeconds(stage.seconds ?? 0) : pace(stage);
  const line = `  ${MARK[state]} ${id.padEnd(indent)}${said}`;
  const lines = [paint(COLOUR[state], cut(line, width))];
  if (state !== 'running') return lines;
  const losses = Object.entries(progress?.losses ?? {});
  if (losses.length > 0) {
    const named = losses.map(([of, loss]) =>
      losses.length > 1 ? `${of} ${loss.toPrecision(3)}` : loss.toPrecision(4),
    );
    lines.push(cut(`${place}loss ${named.join('  ')}`, width));
    const past = lossesOf(run, id);
    if (past.length > 4) lines.push(cut(`${place}${curve(past, Math.min(CURVE, width - place.length))}`, width));
  }
  if (progress?.best) {
    const {distance, gflops} = progress.best;
    lines.push(cut(`${place}best ${distance.toPrecision(4)} at ${gflops.toPrecision(4)} GFLOPs`, width));
    const strategy = bestStrategy(run, id);
    if (strategy) lines.push(cut(`${place}${strategy.map(([one, times]) => `${one}×${times}`).join(' ')}`, width));
  }
  return lines;
}

/** How far a stage is that is not done; before its rate is known, how long it has been at work. */
function pace({state, seconds, progress}: StageView): string {
  const count = progress && `${Math.floor(progress.done ?? 0)} of ${progress.total} ${progress.unit}`;
  if (state !== 'running') return count ? `${state}, ${count}` : state;
  const {rate, etaSeconds} = progress ?? {};
  const speed = rate ? `${rate.toPrecision(3)}/s` : '';
  const time = etaSeconds ? `${formatSeconds(etaSeconds)} left` : `for ${formatSeconds(seconds ?? 0)}`;
  return [count ?? state, speed, time].filter(Boolean).join('  ');
}

/** Means of equal parts of the values, as bars; high is large, on a logarithmic scale where all are positive. */
function curve(values: readonly number[], width: number): string {
  const parts = Math.max(1, Math.min(width, values.length));
  const means = Array.from({length: parts}, (_, part) => {
    const some = values.slice(
      Math.floor((part * values.length) / parts),
      Math.floor(((part + 1) * values.length) / parts),
    );
    return some.reduce((a, b) => a + b, 0) / some.length;
  });
  const scaled = means.every((one) => one > 0) ? means.map(Math.log) : means;
  const [low, high] = [Math.min(...scaled), Math.max(...scaled)];
  const span = high - low || 1;
  return scaled.map((one) => BARS[Math.round(((one - low) / span) * (BARS.length - 1))]).join('');
}

const cut = (line: string, width: number): string => (line.length > width ? `${line.slice(0, width - 1)}…` : line);
