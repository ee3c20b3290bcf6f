/** What stands in for the services that packages were written for. */
export const ADAPTERS = {
  conversations: 'rows of the tables conversations, attendants and what belongs to them',
  drive: 'files of the drive of the workflow, kept in the database',
  messages: 'messages, and an outbox that keeps what is to leave',
  metrics: 'rows of the table metrics',
  tables: 'rows of a table of the workspace',
  tasks: 'rows of the table of tasks',
} as const;
export type AdapterName = keyof typeof ADAPTERS;

/** Keywords that are done here by something of our own, and by what. The list that everybody reads. */
export const ADAPTED_KEYWORDS = {
  'ADD NOTE': 'conversations',
  'ASSIGN CONVERSATION': 'conversations',
  'BEGIN MAIL': 'messages',
  BOOK: 'tables',
  COPY: 'drive',
  'CREATE DRAFT': 'messages',
  'CREATE FILE': 'drive',
  'CREATE TASK': 'tasks',
  'DELETE FILE': 'drive',
  DIR: 'drive',
  'ESCALATE TO SUPERVISOR': 'conversations',
  'GET ATTENDANT STATS': 'conversations',
  'GET ATTENDANT STATUS': 'conversations',
  'GET ATTENDANTS': 'conversations',
  'GET CUSTOMER HISTORY': 'conversations',
  'GET LAST MESSAGE TIME': 'conversations',
  'GET LEAD SCORE': 'tables',
  'GET NEXT AVAILABLE AGENT': 'conversations',
  'GET QUEUE': 'conversations',
  LIST: 'drive',
  LOG: 'tables',
  'LOG ACTIVITY': 'tables',
  MOVE: 'drive',
  'NOTIFY AGENT': 'messages',
  'NOTIFY ATTENDANT': 'messages',
  'POST TO': 'messages',
  PRODUCT: 'tables',
  'QUERY METRICS': 'metrics',
  READ: 'drive',
  'RECORD METRIC': 'metrics',
  'RESOLVE CONVERSATION': 'conversations',
  'SEARCH PRODUCTS': 'tables',
  'SEND EMAIL': 'messages',
  'SEND FILE': 'messages',
  'SEND MAIL': 'messages',
  'SEND SMS': 'messages',
  'SEND TEMPLATE': 'messages',
  'SEND TO SESSION': 'messages',
  'SEND WHATSAPP': 'messages',
  'SET PRIORITY': 'conversations',
  'TAG CONVERSATION': 'conversations',
  'TRANSFER TO HUMAN': 'conversations',
  'UPDATE LEAD SCORE': 'tables',
  WRITE: 'drive',
} as const satisfies Readonly<Record<string, AdapterName>>;
export type AdaptedKeyword = keyof typeof ADAPTED_KEYWORDS;

/** True for a keyword that an adapter does. */
export function isAdapted(name: string): name is AdaptedKeyword {
  return Object.hasOwn(ADAPTED_KEYWORDS, name);
}

/** What does the work of an adapted keyword, in words; undefined for any other. */
export function adapterOf(name: string): string | undefined {
  return isAdapted(name) ? ADAPTERS[ADAPTED_KEYWORDS[name]] : undefined;
}

/** Why keywords cannot run here: what they would need. Those that are not listed need a service of their own. */
const NEEDS: readonly (readonly [string, readonly string[]])[] = [
  [
    'it needs a model that sees or hears',
    [
      'SEE',
      'IMAGE',
      'GET IMAGE',
      'DESCRIBE IMAGE',
      'DESCRIBE VIDEO',
      'SPEECH TO TEXT',
      'SCAN BARCODE',
    ],
  ],
  [
    'it would run a program of the author on this machine',
    ['RUN PYTHON', 'RUN JAVASCRIPT', 'RUN BASH'],
  ],
  ['it needs a device', ['PLAY']],
  [
    'it needs a program that makes documents',
    ['GENERATE PDF', 'MERGE PDF', 'COMPRESS', 'EXTRACT', 'CHART', 'EXCEL', 'GENERATE SECURE LINK'],
  ],
  ['the user of a run is named when it is launched', ['SET USER']],
  ['facts are read one by one: GET USER MEMORY("name")', ['USER FACTS']],
  [
    'nothing here tells of such changes; publish an event and write ON EVENT',
    ['ON INSERT OF', 'ON UPDATE OF', 'ON DELETE OF', 'ON CHANGE'],
  ],
  ['it needs a place on the web', ['CREATE SITE', 'WEBSITE OF', 'UPLOAD']],
];
const REASONS: ReadonlyMap<string, string> = new Map(
  NEEDS.flatMap(([reason, names]) => names.map((name) => [name, reason] as const)),
);

/** Why a keyword cannot run here, where more than that is known. */
export function reasonOf(name: string): string | undefined {
  return REASONS.get(name);
}
