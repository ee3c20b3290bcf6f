import { refuseName } from './entry-name';

/** The paths of a package: each once, on systems that tell case and accents apart and on those that do not. */
export class EntrySet {
  private readonly kinds = new Map<string, 'file' | 'folder'>();
  private readonly listed = new Set<string>();

  /** Adds a path; PACKAGE_PATH when it is there already, or is a file here and a folder there. */
  add(path: string): void {
    const kind = path.endsWith('/') ? 'folder' : 'file';
    const key = toKey(kind === 'folder' ? path.slice(0, -1) : path);
    if (this.listed.has(key)) throw refuseName(path, 'is there twice');
    this.listed.add(key);
    this.note(path, key, kind);
    for (let end = key.lastIndexOf('/'); end > 0; end = key.lastIndexOf('/', end - 1)) {
      this.note(path, key.slice(0, end), 'folder');
    }
  }

  private note(path: string, key: string, kind: 'file' | 'folder'): void {
    const known = this.kinds.get(key);
    if (known !== undefined && known !== kind) throw refuseName(path, 'is a file and a folder');
    this.kinds.set(key, kind);
  }
}

/** NFC and NFD, upper and lower case are one name. */
function toKey(path: string): string {
  return path.normalize('NFC').toLowerCase();
}
