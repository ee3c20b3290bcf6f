import { parse as parseJavaScript } from 'acorn';
import { generate } from 'peggy';
import { parseProgram, type Program } from '../dsl/basic/parser';
import { Reporter } from '../dsl/reporter';
import { createSource } from '../dsl/source';
import { basicOfLines, basicOfSize, PEGGY_GRAMMAR } from './basic-sample';
import { javaScriptOfSize } from './javascript-sample';
import { heapOf, timeInTurns } from './measure';
import type { Row } from './row';

const SMALL = 100_000;
const LARGE = 800_000;
const ROUNDS = 15;

/**
 * Measures reading BASIC into a lossless tree, with recovery: beside acorn on as much JavaScript, and beside
 * peggy on the same BASIC. A small text shows the parser; of a large one, the tree in memory counts as well.
 */
export function benchParsers(): readonly Row[] {
  return [...benchSize(SMALL), ...benchSize(LARGE), benchShort(), ...benchMemory()];
}

function parse(text: string): Program {
  return parseProgram(new Reporter(createSource({ file: 'bench.bas', text })));
}

/** All of them in turns; a small text is read several times in one turn. */
function benchSize(size: number): readonly Row[] {
  const basic = basicOfSize(size);
  const javaScript = javaScriptOfSize(size);
  const peggy = generate(PEGGY_GRAMMAR);
  const readers = {
    ours: () => parse(basic),
    acorn: () => parseJavaScript(javaScript, { ecmaVersion: 2022 }),
    peggy: () => peggy.parse(basic) as readonly unknown[],
  };
  if (readers.ours().statements.length !== readers.peggy().length) {
    throw new Error('Both have to read the same statements.');
  }
  const times = timeInTurns(repeatEach(readers, LARGE / size), ROUNDS);
  const speed = (name: keyof typeof readers, text: string): number =>
    (text.length * (LARGE / size)) / 1000 / (times[name]?.median ?? NaN);
  const ours = speed('ours', basic);
  const label = `parse ${size / 1000} KB`;
  return [
    { name: label, value: ours, unit: 'MB/s', aim: '>= 30' },
    {
      name: `${label} / acorn`,
      value: ours / speed('acorn', javaScript),
      unit: 'x',
      aim: '>= 1.8',
    },
    { name: `${label} / peggy`, value: ours / speed('peggy', basic), unit: 'x', aim: '>= 4' },
  ];
}

function repeatEach(
  things: Readonly<Record<string, () => unknown>>,
  count: number,
): Readonly<Record<string, () => unknown>> {
  const repeat = (run: () => unknown) => () => {
    for (let turn = 0; turn < count; turn += 1) run();
  };
  return Object.fromEntries(Object.entries(things).map(([name, run]) => [name, repeat(run)]));
}

function benchShort(): Row {
  const text = basicOfLines(200);
  const times = timeInTurns(repeatEach({ short: () => parse(text) }, 50), ROUNDS);
  const value = (times['short']?.median ?? NaN) / 50;
  return { name: 'parse 200 lines, warm', value, unit: 'ms', aim: '<= 1' };
}

/** What a program takes in memory, tokens and tree, for each character of its text. */
function benchMemory(): readonly Row[] {
  return [SMALL, LARGE].map((size) => {
    const text = basicOfSize(size);
    const count = LARGE / size;
    const make = (): readonly Program[] => Array.from({ length: count }, () => parse(text));
    const value = heapOf(make) / (text.length * count);
    return { name: `memory, ${size / 1000} KB`, value, unit: 'B/character', aim: 'the same' };
  });
}
