/** The header in which the gateway hands on the instant at which a request reads, in microseconds. */
export const CUT_HEADER = 'x-qianfan-cut';
