import { readFileSync } from 'node:fs';
import { parse as parseJavaScript } from 'acorn';
import { generate } from 'peggy';
import { parseProgram } from '../dsl/basic/parser';
import { compile } from '../dsl/compile';
import { Reporter } from '../dsl/reporter';
import { createSource } from '../dsl/source';
import { basicOfLines, basicOfSize, PEGGY_GRAMMAR } from './basic-sample';
import { timeInTurns } from './measure';

/** One figure: what was measured, in which unit, and what it is held against. */
export interface Row {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly aim: string;
}

const MEGABYTE = 1_000_000;
const ROUNDS = 7;

/** Measures reading and compiling BASIC beside acorn (JavaScript) and peggy (the same BASIC). */
export function benchLanguage(): readonly Row[] {
  return [...benchParsers(), ...benchCompiler(), ...benchRefusals()];
}

function parse(text: string): void {
  parseProgram(new Reporter(createSource({ file: 'bench.bas', text })));
}

function benchParsers(): readonly Row[] {
  const basic = basicOfSize(800_000);
  const javaScript = readFileSync(require.resolve('typescript/lib/_tsc.js'), 'utf8');
  const peggy = generate(PEGGY_GRAMMAR);
  const times = timeInTurns(
    {
      ours: () => {
        parse(basic);
      },
      acorn: () => parseJavaScript(javaScript, { ecmaVersion: 2022 }),
      peggy: () => peggy.parse(basic) as unknown,
    },
    ROUNDS,
  );
  const speed = (name: string, text: string): number =>
    text.length / MEGABYTE / ((times[name]?.median ?? NaN) / 1000);
  const ours = speed('ours', basic);
  return [
    { name: 'parse, with tree and recovery', value: ours, unit: 'MB/s', aim: '>= 30' },
    { name: 'parse / acorn', value: ours / speed('acorn', javaScript), unit: 'x', aim: '>= 1.8' },
    { name: 'parse / peggy', value: ours / speed('peggy', basic), unit: 'x', aim: '>= 4' },
  ];
}

function benchCompiler(): readonly Row[] {
  const long = basicOfLines(10_000);
  const short = basicOfLines(200);
  const lines = long.split('\n').length;
  const times = timeInTurns(
    {
      long: () => compile({ file: 'long.bas', text: long }),
      short: () => {
        for (let run = 0; run < 20; run += 1) compile({ file: 'short.bas', text: short });
      },
    },
    ROUNDS,
  );
  const longMs = times['long']?.median ?? NaN;
  const perSecond = lines / (longMs / 1000);
  return [
    { name: 'text to checked plan', value: perSecond, unit: 'lines/s', aim: '>= 300000' },
    { name: '10,000 lines', value: longMs, unit: 'ms', aim: '< 500' },
    {
      name: '200 lines, warm',
      value: (times['short']?.median ?? NaN) / 20,
      unit: 'ms',
      aim: '<= 1',
    },
  ];
}

function benchRefusals(): readonly Row[] {
  const bombs = {
    'refuse 1 MB of ((((': '('.repeat(MEGABYTE),
    'refuse 1 MB of nested IF': 'IF x THEN\n'.repeat(MEGABYTE / 10),
  };
  const runs = Object.entries(bombs).map(
    ([name, text]) => [name, () => compile({ file: 'bomb.bas', text })] as const,
  );
  const times = timeInTurns(Object.fromEntries(runs), 3);
  return Object.entries(times).map(([name, { median }]) => ({
    name,
    value: median,
    unit: 'ms',
    aim: '< 100',
  }));
}
