import type { Value } from '../../plan/value';
import { outOfRange } from '../value/kinds';
import { arithmeticResult, parseNumber, roundDecimal, toNumber } from '../value/number';
import { OPERATIONS } from '../value/operators';
import {
  argument,
  define,
  numberArgument,
  textArgument,
  type Family,
  type FunctionEntry,
} from './entry';

const LEADING_NUMBER = /^[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?/;
const MOST_PLACES = 20;

/** A function of one number, NULL counting as 0. */
function ofNumber(where: string, change: (value: number) => number): FunctionEntry {
  return define(1, 1, (args) => arithmeticResult(change(numberArgument(args, 0, where)), where));
}

const squareRoot = ofNumber('SQR', (value) => {
  if (value < 0) throw outOfRange('SQR', 'a number from 0 up', value);
  return Math.sqrt(value);
});

/** Functions over numbers. Rounding goes half away from zero, by the decimal digits. */
export const NUMBER_FUNCTIONS: Family = {
  val: define(1, 1, val),
  str: define(1, 1, (args) => textArgument(args, 0)),
  to_number: define(1, 1, (args) => toNumber(argument(args, 0), 'TO_NUMBER')),
  int: ofNumber('INT', Math.floor),
  floor: ofNumber('FLOOR', Math.floor),
  fix: ofNumber('FIX', Math.trunc),
  ceil: ofNumber('CEIL', Math.ceil),
  abs: ofNumber('ABS', Math.abs),
  sgn: ofNumber('SGN', Math.sign),
  sqr: squareRoot,
  sqrt: squareRoot,
  round: define(1, 2, round),
  mod: define(2, 2, (args) => OPERATIONS['%'](argument(args, 0), argument(args, 1))),
};

/** The number at the beginning of a text, 0 when there is none. */
function val(args: readonly Value[]): Value {
  const value = argument(args, 0);
  if (typeof value === 'number' || typeof value === 'boolean') return toNumber(value, 'VAL');
  const start = textArgument(args, 0).trimStart().slice(0, 64);
  return parseNumber(LEADING_NUMBER.exec(start)?.[0] ?? '') ?? 0;
}

function round(args: readonly Value[]): Value {
  const places = Math.trunc(numberArgument(args, 1, 'ROUND'));
  if (Math.abs(places) > MOST_PLACES) {
    throw outOfRange('ROUND', `a number of places up to ${MOST_PLACES}`, places);
  }
  return arithmeticResult(roundDecimal(numberArgument(args, 0, 'ROUND'), places), 'ROUND');
}
