import type { ModelStep } from '../plan/steps/model';
import { scoreLead } from './simulated-lead';
import {
  polish,
  readIntent,
  readMood,
  readSentiment,
  readUrgency,
  readWords,
  tidy,
  tipsFor,
  translate,
  withTone,
  words,
} from './simulated-talk';

/** What the simulated model is asked. */
export interface SimulatedQuestion {
  readonly task: ModelStep['task'];
  readonly text: string;
  readonly tone: string | null;
  readonly language: string | null;
  readonly system: string | null;
  readonly knowledge: string | null;
}

const COMMON = words(
  'the a an and or of to in on for with is are was were be been it this that i you we they my your our as at by from have has had but so if please not no do does did can could would will',
);

const TASKS: Readonly<Record<ModelStep['task'], (question: SimulatedQuestion) => string>> = {
  answer: answerQuestion,
  rewrite: ({ text }) => tidy(text),
  improve: ({ text, tone }) => withTone(tidy(text), tone ?? ''),
  sentiment: ({ text }) => JSON.stringify(readMood(text)),
  themes: ({ text }) => JSON.stringify(readThemes(text)),
  translate: ({ text, language }) => translate(text, language ?? 'en'),
  summarize: ({ text }) => summarise(text, ''),
  mood: ({ text }) => readSentiment(text).sentiment,
  intent: ({ text }) => readIntent(text),
  urgency: ({ text }) => readUrgency(text),
  leadScore: ({ text }) => JSON.stringify(scoreLead(text)),
  polish: ({ text, tone }) => JSON.stringify(polish(text, tone ?? '')),
  tips: ({ text }) => JSON.stringify({ items: tipsFor(text) }),
};

/**
 * A model that needs no network: the same question always has the same answer, and the answer is worked out
 * from the text. It chooses, extracts, summarises and tidies; it knows nothing of the world.
 */
export function simulateModel(question: SimulatedQuestion): string {
  return TASKS[question.task](question);
}

/** Chooses one of `as A, B or C`, extracts fields, or gives the sentences that say most. */
function answerQuestion({ text, system, knowledge }: SimulatedQuestion): string {
  const [instruction, material] = splitInstruction(text);
  return (
    choose(instruction, material) ??
    extract(instruction, material) ??
    (knowledge ? summarise(knowledge, text) : undefined) ??
    summarise(`${system ?? ''} ${material}`.trim(), instruction)
  );
}

/** What is asked stands before the first colon or line end, what it is asked of behind it. */
function splitInstruction(text: string): readonly [string, string] {
  const at = text.search(/:\s|\n/);
  return at < 0 ? [text, text] : [text.slice(0, at), text.slice(at + 1).trim()];
}

function choose(instruction: string, material: string): string | undefined {
  const list = /\b(?:as|into|one of|either)\s+(.+)$/i.exec(instruction)?.[1] ?? '';
  const options = list.split(/,|\bor\b/).map((option) => option.replaceAll(/["'.]/g, '').trim());
  const known = options.filter((option) => option !== '');
  if (known.length < 2) return undefined;
  const found = readWords(material);
  const { sentiment } = readSentiment(material);
  const score = (option: string): number => {
    const parts = readWords(option);
    const hits = found.filter((word) => parts.some((part) => isAkin(word, part))).length;
    return hits * 2 + (parts.includes(sentiment) ? 1 : 0);
  };
  const fallback = known.find((option) => /^(other|none|unknown)$/i.test(option)) ?? known[0] ?? '';
  return known.reduce((best, option) => (score(option) > score(best) ? option : best), fallback);
}

const FIELDS: Readonly<Record<string, RegExp>> = {
  email: /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/,
  url: /https?:\/\/[^\s"'<>]+/,
  phone: /\+?\d[\d ()-]{6,}\d/,
  date: /\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{2,4}/,
  amount: /[$€£]\s?\d+(?:[.,]\d+)*|\d+(?:[.,]\d+)*\s?(?:USD|EUR|dollars|euros)/i,
  number: /\d+(?:\.\d+)?/,
};

/** `Extract the email and the amount as JSON`. */
function extract(instruction: string, material: string): string | undefined {
  if (!/\b(extract|find|return)\b/i.test(instruction)) return undefined;
  const asked = Object.entries(FIELDS).filter(([name]) =>
    readWords(instruction).some((word) => isAkin(word, name)),
  );
  if (asked.length === 0) return undefined;
  const found = asked.map(
    ([name, pattern]) => [name, pattern.exec(material)?.[0] ?? null] as const,
  );
  const isJson = /\bjson\b/i.test(instruction) || found.length > 1;
  return isJson ? JSON.stringify(Object.fromEntries(found)) : (found[0]?.[1] ?? '');
}

/** The two sentences with the words that come most, and those that are asked for, in their order. */
function summarise(material: string, instruction: string): string {
  const sentences = material.match(/[^.!?\n]+[.!?]?/g)?.map((one) => one.trim()) ?? [];
  const counts = countWords(material);
  const asked = new Set(readWords(instruction));
  const weight = (sentence: string): number => {
    const own = readWords(sentence).filter((word) => !COMMON.has(word));
    const sum = own.reduce(
      (total, word) => total + (counts.get(word) ?? 0) + (asked.has(word) ? 2 : 0),
      0,
    );
    return own.length === 0 ? 0 : sum / Math.sqrt(own.length);
  };
  const best = new Set([...sentences].sort((a, b) => weight(b) - weight(a)).slice(0, 2));
  return sentences.filter((sentence) => best.has(sentence)).join(' ');
}

function readThemes(text: string): readonly string[] {
  const counts = [...countWords(text)].filter(([word]) => word.length > 3 && !COMMON.has(word));
  return counts
    .sort(([a, many], [b, few]) => few - many || (a < b ? -1 : 1))
    .slice(0, 5)
    .map(([word]) => word);
}

function countWords(text: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const word of readWords(text)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

/** True for one word in two forms: `refund` and `refunds`. */
function isAkin(one: string, other: string): boolean {
  return one === other || `${one}s` === other || one === `${other}s`;
}
