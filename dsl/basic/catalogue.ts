import { BLOCKS } from './catalogue/blocks';
import type { CatalogueEntry } from './catalogue/entry';
import { FORM } from './catalogue/form';
import { MEANING } from './catalogue/meaning';

/** Every code that a text of BASIC can get. A code is never renamed or reused. */
export const CATALOGUE = { ...FORM, ...BLOCKS, ...MEANING } as const satisfies Readonly<
  Record<string, CatalogueEntry>
>;

/** A stable code of the table above. */
export type BasicCode = keyof typeof CATALOGUE;

/** All codes, in the order of the table. */
export const BASIC_CODES = Object.keys(CATALOGUE) as readonly BasicCode[];
