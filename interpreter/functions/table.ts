import { AGGREGATE_FUNCTIONS } from './aggregate';
import { DATE_FUNCTIONS } from './date';
import type { FunctionEntry } from './entry';
import { FORMAT_FUNCTIONS } from './format';
import { DATA_FUNCTIONS } from './json';
import { LIST_FUNCTIONS } from './list';
import { LOGIC_FUNCTIONS } from './logic';
import { NUMBER_FUNCTIONS } from './number';
import { OBJECT_FUNCTIONS } from './object';
import { RANDOM_FUNCTIONS } from './random';
import { RUN_FUNCTIONS } from './run';
import { TEXT_FUNCTIONS } from './text';

/** All functions of the language by lower-case name. Those that need a model or the network are steps. */
export const FUNCTIONS: ReadonlyMap<string, FunctionEntry> = new Map(
  [
    TEXT_FUNCTIONS,
    NUMBER_FUNCTIONS,
    LOGIC_FUNCTIONS,
    LIST_FUNCTIONS,
    AGGREGATE_FUNCTIONS,
    DATE_FUNCTIONS,
    FORMAT_FUNCTIONS,
    DATA_FUNCTIONS,
    OBJECT_FUNCTIONS,
    RANDOM_FUNCTIONS,
    RUN_FUNCTIONS,
  ].flatMap((family) => Object.entries(family)),
);
