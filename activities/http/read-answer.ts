import { AppError } from '../../plan/errors';
import type { Value } from '../../plan/value';
import type { OutboundAnswer } from '../outbound/request';

/** Text that no type announces as such. */
const TEXT_TYPES =
  /^(text\/|application\/(xml|csv|yaml|x-yaml|javascript|x-www-form-urlencoded|x-ndjson|graphql)|[^;]*\+xml)/;
const JSON_TYPES = /^(application\/json|text\/json|[^;]*\+json)/;

/**
 * The body of an answer by its content type: JSON as its value, every other text as it is. Without a type it
 * is JSON when it can be read so. Throws `HTTP_ANSWER_INVALID` for what is neither. `clean` gets the text first.
 */
export function readAnswerBody(
  { headers, body, url }: OutboundAnswer,
  clean: (text: string) => string,
): Value {
  if (body.length === 0) return null;
  const type = (headers['content-type'] ?? '').trim().toLowerCase();
  const address = new URL(url).host;
  if (type !== '' && !JSON_TYPES.test(type) && !TEXT_TYPES.test(type)) {
    throw invalid(address, `it is ${type.split(';')[0] ?? type}, which is no text`);
  }
  const text = clean(decode(body, type, address));
  if (JSON_TYPES.test(type)) return parse(text, address);
  return type === '' ? parseOr(text) : text;
}

function decode(body: Buffer, type: string, address: string): string {
  const charset = /charset="?([\w.:-]+)/.exec(type)?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(charset).decode(body).replaceAll('\0', '');
  } catch {
    throw invalid(address, `its character set ${charset} is not known`);
  }
}

function parse(text: string, address: string): Value {
  try {
    return JSON.parse(text) as Value;
  } catch {
    throw invalid(address, 'it says that it is JSON, and it is not');
  }
}

function parseOr(text: string): Value {
  try {
    return JSON.parse(text) as Value;
  } catch {
    return text;
  }
}

function invalid(address: string, reason: string): AppError {
  return new AppError('HTTP_ANSWER_INVALID', { address, reason });
}
