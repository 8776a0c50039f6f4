/** What a section `cluster` leaves out, from what the cluster says of itself. */
import {ask, SchedulerRefused, SchedulerSilent} from './scheduler.js';
import type {ClusterSettings} from './script.js';

/** A kind of nodes in a partition. */
interface Nodes {
  partition: string;
  isDefault: boolean;
  time: string;
  cpus: number;
  gpus: number;
}

/** GPUs in what `sinfo` calls generic resources: `gpu:a100:4(S:0-1),gpu:2`. */
const gpusOf = (resources: string): number =>
  [...resources.matchAll(/(?:^|,)gpu(?::[^:,()]+)??:(\d+)/g)].reduce((sum, [, count]) => sum + Number(count), 0);

/** Lines of `sinfo --noheader --format=%P|%l|%c|%G`. */
export const nodesOf = (text: string): Nodes[] =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const [partition = '', time = '', cpus = '', resources = ''] = line.split('|').map((part) => part.trim());
      return {
        partition: partition.replace(/\*$/, ''),
        isDefault: partition.endsWith('*'),
        time,
        cpus: Number.parseInt(cpus, 10) || 1,
        gpus: gpusOf(resources),
      };
    });

/** The settings with what `nodes` say in place of what was left out. */
export function completed(settings: ClusterSettings, nodes: readonly Nodes[]): ClusterSettings {
  const wanted = settings.partition?.split(',');
  const partition = wanted ?? nodes.filter(({isDefault}) => isDefault).map((one) => one.partition);
  const own = nodes.filter((one) => partition.includes(one.partition));
  const [first] = own;
  if (!first) return settings;
  const gpus = settings.gpus ?? (own.some((one) => one.gpus > 0) ? 1 : 0);
  const fitting = gpus > 0 ? own.filter((one) => one.gpus >= gpus) : own;
  // The smallest node, so that no node is too small.
  const cpus = Math.min(...fitting.map((one) => (gpus > 0 ? Math.floor((one.cpus * gpus) / one.gpus) : one.cpus)));
  const time = settings.time ?? first.time;
  return {
    partition: first.partition,
    ...(/^[\d:-]+$/.test(time) ? {time} : {}),
    ...(Number.isFinite(cpus) && cpus > 0 ? {cpus} : {}),
    ...settings,
    gpus,
  };
}

/** As `completed`, with what `sinfo` says now; the settings as they are where it does not answer. */
export async function withDefaults(settings: ClusterSettings): Promise<ClusterSettings> {
  try {
    return completed(settings, nodesOf(await ask('sinfo', ['--noheader', '--format=%P|%l|%c|%G'])));
  } catch (error) {
    if (error instanceof SchedulerSilent || error instanceof SchedulerRefused) return settings;
    throw error;
  }
}
