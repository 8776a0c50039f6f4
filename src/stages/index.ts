/** Every stage, in the order in which a plan lists them; a stage comes after its inputs in any case. Adding one is its folder and its line here. */
import {baseline} from './baseline/stage.js';
import {classifier} from './classifier/stage.js';
import {evaluate} from './evaluate/stage.js';
import {latents} from './latents/stage.js';
import {prune} from './prune/stage.js';
import {reference} from './reference/stage.js';
import {search} from './search/stage.js';
import {train} from './train/stage.js';

export const STAGES = [classifier, reference, latents, train, baseline, prune, search, evaluate] as const;

export type StageName = (typeof STAGES)[number]['name'];

/** The stage that a whole run is for. */
export const GOAL: StageName = 'evaluate';

export const isStage = (name: string): name is StageName => STAGES.some((stage) => stage.name === name);
