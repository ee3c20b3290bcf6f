import { AppError } from '../../plan/errors';

/** Longest text that an expression may build. */
export const MAX_TEXT = 10 * 1024 * 1024;
/** Most elements that a list may have. */
export const MAX_ITEMS = 1_000_000;
/** Values and expressions nested deeper than this are refused before the engine's stack is at risk. */
export const MAX_DEPTH = 200;
/** Characters that one value may take, as JSON, in memory. */
export const MAX_VALUE = 16 * 1024 * 1024;

/** What a list or an object costs by itself, counted like characters. */
export const CONTAINER_SIZE = 8;

/** Refuses a text of this length when it is over the limit; call it before the text is built. */
export function checkTextLength(length: number): void {
  if (length > MAX_TEXT) throw tooLarge(length, MAX_TEXT);
}

/** Refuses a list of this length when it is over the limit; call it before the list is built. */
export function checkListLength(length: number): void {
  if (length > MAX_ITEMS) throw tooLarge(length, MAX_ITEMS);
}

/** The error for a value that outgrew a limit. */
export function tooLarge(size: number, limit: number): AppError {
  return new AppError('RUN_TOO_LARGE', { size, limit });
}

/** The error for something that is nested too deeply. */
export function tooDeep(limit: number): AppError {
  return new AppError('RUN_TOO_DEEP', { limit });
}
