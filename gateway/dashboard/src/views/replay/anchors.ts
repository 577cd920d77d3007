import type { Anchors } from '@qianfan/cli/verify/journals';

interface Kept {
  verifiedAt: string;
  anchors: Anchors;
}

const KEY = 'qianfan.anchors';

/** What this browser saw when it verified last; nothing before that. */
export function readAnchors(): Kept | undefined {
  try {
    const text = localStorage.getItem(KEY);
    return text === null ? undefined : (JSON.parse(text) as Kept);
  } catch {
    return undefined;
  }
}

export function keepAnchors(anchors: Anchors): void {
  const kept: Kept = { verifiedAt: new Date().toISOString(), anchors };
  try {
    localStorage.setItem(KEY, JSON.stringify(kept));
  } catch {
    // a browser that keeps nothing verifies against heads and cursors alone
  }
}

export const forgetAnchors = (): void => localStorage.removeItem(KEY);
