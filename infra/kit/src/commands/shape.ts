import { errorOf } from '@qianfan/schema/errors/catalogue';
import type { Issue } from '@qianfan/schema/kernel/issue';
import { spanOf } from '@qianfan/schema/kernel/span';
import type { TLocalizedValidationError, TValidationError } from 'typebox/error';
import { Locale } from 'typebox/system';

const ISSUES_MAX = 20;

/**
 * Where a body is not of its shape, in both languages, with what was found where that is a plain value. `quoted` keeps
 * what a sender wrote from making the answer as long as it likes.
 */
export function shapeIssues(
  errors: readonly TLocalizedValidationError[],
  body: unknown,
  quoted: (text: string) => string,
): Issue[] {
  return errors
    .filter(({ keyword }) => keyword !== 'boolean') // additionalProperties tells of the same place
    .slice(0, ISSUES_MAX)
    .map((error) => {
      const path = quoted(error.instancePath || '/');
      const about = namesOf(error);
      const text = (words: string) =>
        errorOf('BAD_USER_INPUT', { what: `${path} ${words}${quoted(about)}` });
      const { code, fix, message } = text(error.message);
      const found = plain(valueAt(body, error.instancePath));
      return {
        code,
        severity: 'FATAL',
        path,
        ...(found === undefined ? {} : { found: quoted(found) }),
        message: { zh: text(Locale.zh_Hans(error)).message.zh, en: message.en },
        fix,
      };
    });
}

/** What the words of the validator leave out. */
const namesOf = (error: TValidationError): string => {
  if (error.keyword === 'additionalProperties')
    return ` (${error.params.additionalProperties.join(', ')})`;
  if (error.keyword === 'pattern') {
    const { pattern } = error.params;
    const span = spanOf(typeof pattern === 'string' ? pattern : pattern.source);
    return span === undefined ? '' : ` (${span})`;
  }
  return error.keyword === 'enum' ? ` (${error.params.allowedValues.join(', ')})` : '';
};

const valueAt = (body: unknown, pointer: string): unknown =>
  pointer
    .split('/')
    .slice(1)
    .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>(
      (value, name) =>
        typeof value === 'object' && value !== null && Object.hasOwn(value, name)
          ? (value as Record<string, unknown>)[name]
          : undefined,
      body,
    );

const plain = (value: unknown): string | undefined =>
  value === null || ['string', 'number', 'boolean'].includes(typeof value)
    ? String(value)
    : undefined;
