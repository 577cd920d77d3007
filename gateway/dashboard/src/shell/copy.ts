/**
 * Puts a text on the clipboard. Over plain HTTP, as in an intranet, browsers have no clipboard for scripts: there the old way
 * of a selection is taken.
 */
export async function copyText(text: string): Promise<void> {
  // Not there in an insecure context, whatever the types say.
  const clipboard = navigator.clipboard as Clipboard | undefined;
  if (clipboard) return clipboard.writeText(text);
  const field = document.createElement('textarea');
  field.value = text;
  field.className = 'unseen';
  document.body.append(field);
  field.select();
  document.execCommand('copy');
  field.remove();
}
