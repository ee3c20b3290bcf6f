import type { ObjectValue, Value, Variables } from '../plan/value';
import type { Branch } from './branch';
import type { SealedText } from './sealed';

/**
 * What later calls are made with is kept in variables, so that branches and joins treat it as they treat all
 * others. No program can name them: a name of the language never begins with a dollar sign.
 */
const HTTP = '$http';
const MODEL = '$model';

/** True for the name of such a variable: no answer and no input sets it. */
export function isSetting(name: string): boolean {
  return name.startsWith('$');
}

/** The settings of the flow at hand, for one that it calls. */
export function settingsIn(branch: Branch): Variables {
  return pick(branch, isSetting);
}

/** The variables of the program itself. */
export function ownVariables(branch: Branch): Variables {
  return pick(branch, (name) => !isSetting(name));
}

function pick(branch: Branch, wanted: (name: string) => boolean): Variables {
  return Object.fromEntries(Object.entries(branch.view()).filter(([name]) => wanted(name)));
}

/** A header of later HTTP calls. */
export interface Header {
  readonly name: string;
  readonly value: SealedText;
}

/** The headers that were set, each name once. */
export function headersIn(branch: Branch): readonly Header[] {
  return Object.values(headerTable(branch)) as unknown as readonly Header[];
}

/** Sets a header for the calls that follow; names are told apart without their case. */
export function setHeader(branch: Branch, { name, value }: Header): void {
  const header = { name, value } as unknown as Value;
  branch.assign(HTTP, { headers: { ...headerTable(branch), [`h:${name.toLowerCase()}`]: header } });
}

/** Forgets all headers. */
export function clearHeaders(branch: Branch): void {
  branch.assign(HTTP, { headers: {} });
}

function headerTable(branch: Branch): ObjectValue {
  const settings = branch.read(HTTP) as ObjectValue | null;
  return (settings?.['headers'] ?? {}) as ObjectValue;
}

/** A collection of documents that a package brings. */
export interface Collection {
  readonly package: string;
  readonly name: string;
}

/** What models are asked with. */
export interface ModelSettings {
  readonly model: string | null;
  readonly system: string | null;
  /** What SET CONTEXT has said, by name; present where it has. */
  readonly contexts?: Readonly<Record<string, string>>;
  /** Present where USE KB has named some. */
  readonly knowledge?: readonly Collection[];
  /** Present where USE TOOL has named some. */
  readonly tools?: readonly string[];
}

/** What was set for models; NULL where there is no model or system prompt of its own. */
export function modelSettingsIn(branch: Branch): ModelSettings {
  const settings = branch.read(MODEL) as unknown as ModelSettings | null;
  return { model: null, system: null, ...settings };
}

/** Sets some of it for the calls that follow. */
export function setModelSettings(branch: Branch, changes: Partial<ModelSettings>): void {
  branch.assign(MODEL, { ...modelSettingsIn(branch), ...changes } as unknown as Value);
}
