/** All methods of search, by the name that a spec has for them. */
import type {Ask, Rounds, SearchMethod, Space} from '../method.js';
import {evolution, sensitivityThenEvolution} from './evolution.js';
import {pareto} from './pareto.js';
import {racing} from './racing.js';
import {random} from './random.js';
import {sensitivity} from './sensitivity.js';
import {stages} from './stages.js';

const METHODS = {
  evolution,
  sensitivity,
  'sensitivity+evolution': sensitivityThenEvolution,
  pareto,
  racing,
  stages,
  random,
};

type Methods = typeof METHODS;
type OptionsOf<Method> = Method extends SearchMethod<infer Options> ? Options : never;

/** A method and all that it is told, as plain data. */
export type MethodSettings = {[Name in keyof Methods]: {name: Name} & OptionsOf<Methods[Name]>}[keyof Methods];

/** The method that takes just these settings. */
const methodOf = ({name}: MethodSettings): SearchMethod<MethodSettings> =>
  METHODS[name] as SearchMethod<never> as SearchMethod<MethodSettings>;

export const search = (ask: Ask, space: Space, settings: MethodSettings): Rounds =>
  methodOf(settings).search(ask, space, settings);

/** The least number of images that a method asks for, where that is not `images`. */
export const fewestImages = (settings: MethodSettings, images: number): number =>
  methodOf(settings).fewestImages?.(settings) ?? images;

/** How many strategies a method scores, nearly: whether it finds as many is known when it is over. */
export const candidatesAsked = (settings: MethodSettings, space: Pick<Space, 'choices'>): number =>
  methodOf(settings).candidates(settings, space);
