import type { Value } from '../value';
import { readBoolean, readColor, readLanguage, readName } from './read-words';
import { readCnpj, readCpf, readCreditCard, readMobile } from './read-digits';
import { readDay, readHour } from './read-time';
import { readInteger, readNumber } from './read-number';
import type { HearType } from './hear-types';

/** What a HEAR waits for, as its row keeps it. */
export interface ReplyForm {
  readonly type: HearType;
  readonly choices: readonly string[];
  /** A menu that takes anything else as well. */
  readonly open: boolean;
  /** What an empty reply stands for, and a wrong one at last. */
  readonly fallback: Value;
}

/** A reply that fits has a value; another one gets told what is expected. */
export type ReadReply = { readonly value: Value } | { readonly expected: string };

/** Times that somebody is asked again after a reply that does not fit. */
export const MAX_REASKS = 3;

/** A reply is no longer than this. */
export const LONGEST_REPLY = 10_000;

/** Reads what somebody has replied, by the type of the HEAR: dates get ISO, numbers become numbers. */
export function readReply(form: ReplyForm, reply: string): ReadReply {
  const text = reply.trim();
  if (text === '' && form.fallback !== null) return { value: form.fallback };
  if (form.type === 'menu') return readChoice(form, text);
  const { expected, read } = READERS[form.type];
  const value = text === '' || text.length > LONGEST_REPLY ? undefined : read(text);
  return value === undefined ? { expected } : { value };
}

/** Exact, whatever the case, by number, or by a part that only one of them has. */
function readChoice({ choices, open }: ReplyForm, text: string): ReadReply {
  const lower = text.toLowerCase();
  const exact =
    choices.find((choice) => choice === text) ??
    choices.find((choice) => choice.toLowerCase() === lower);
  if (exact !== undefined) return { value: exact };
  const numbered = /^\d{1,4}[.)]?$/.test(text) ? choices[parseInt(text, 10) - 1] : undefined;
  if (numbered !== undefined) return { value: numbered };
  const parts = text === '' ? [] : choices.filter((one) => one.toLowerCase().includes(lower));
  const [part] = parts;
  if (part !== undefined && parts.length === 1) return { value: part };
  if (open && text !== '') return { value: text };
  const list = choices.map((choice, index) => `${index + 1}. ${choice}`).join(', ');
  return { expected: `one of these, by its number or its text: ${list}` };
}

/** How one type is read; undefined does not fit. */
interface Reader {
  readonly expected: string;
  readonly read: (text: string) => Value | undefined;
}

const anything: Reader = { expected: 'a text', read: (text) => text };
const named = (expected: string): Reader => ({ expected, read: (text) => text });

const READERS: Readonly<Record<Exclude<HearType, 'menu'>, Reader>> = {
  text: anything,
  name: { expected: 'a name', read: readName },
  email: {
    expected: 'an e-mail address, for example ana@example.com',
    read: (text) =>
      text.length <= 254 && /^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/.test(text)
        ? text.toLowerCase()
        : undefined,
  },
  integer: { expected: 'a whole number, for example 12', read: readInteger },
  number: { expected: 'a number, for example 12.5', read: readNumber },
  money: { expected: 'an amount, for example 12.50', read: readNumber },
  boolean: { expected: 'yes or no', read: readBoolean },
  date: { expected: 'a day, for example 2026-01-31 or 31/01/2026', read: readDay },
  hour: { expected: 'a time of day, for example 14:30', read: readHour },
  mobile: { expected: 'a phone number, for example +55 11 91234 5678', read: readMobile },
  zipcode: {
    expected: 'a postal code',
    read: (text) =>
      /^(?=.*\d)[A-Za-z\d][A-Za-z\d -]{2,10}$/.test(text) ? text.toUpperCase() : undefined,
  },
  language: { expected: 'a language, for example en or Portuguese', read: readLanguage },
  cpf: { expected: 'a valid CPF, for example 529.982.247-25', read: readCpf },
  cnpj: { expected: 'a valid CNPJ, for example 11.222.333/0001-81', read: readCnpj },
  url: {
    expected: 'a web address, for example https://example.com',
    read: (text) => (/^https?:\/\//i.test(text) && URL.canParse(text) ? text : undefined),
  },
  uuid: {
    expected: 'a UUID',
    read: (text) =>
      /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text) ? text.toLowerCase() : undefined,
  },
  color: { expected: 'a colour, for example #ff8800 or blue', read: readColor },
  creditcard: { expected: 'a valid card number', read: readCreditCard },
  password: {
    expected: 'a password of at least 8 characters',
    read: (text) => (text.length >= 8 ? text : undefined),
  },
  login: named('a login'),
  qrcode: named('the text of the code'),
  file: named('the name or address of a file'),
  image: named('the name or address of an image'),
  audio: named('the name or address of a recording'),
  video: named('the name or address of a video'),
  document: named('the name or address of a document'),
};
