import type { ReferenceView } from '@qianfan/schema/reference/reference';

/** Facts about other keys, as known at the command's known-at. */
export type RegisterView = Pick<
  ReferenceView,
  | 'organisation'
  | 'form'
  | 'enterprise'
  | 'enterpriseWith'
  | 'metricVersions'
  | 'population'
  | 'peerGroup'
>;
