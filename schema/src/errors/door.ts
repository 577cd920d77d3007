import type { ErrorEntry } from './entry.ts';

/** What any door may answer, whatever was asked. */
export const DOOR_ERRORS = {
  UNAUTHENTICATED: {
    http: 401,
    message: { zh: '缺少有效的访问令牌。', en: 'There is no valid access token.' },
    fix: {
      zh: '在 Authorization 头中以 Bearer 方式提交未过期的令牌。',
      en: 'Send an unexpired token in the Authorization header, as a bearer token.',
    },
  },
  FORBIDDEN: {
    http: 403,
    message: {
      zh: '您的身份无权进行此操作：{what}。',
      en: 'Your role does not allow this: {what}.',
    },
    fix: {
      zh: '改用有权限的账号，或只查询本机构的数据。',
      en: 'Use an account that may, or ask for the rows of your own institution.',
    },
  },
  NOT_FOUND: {
    http: 404,
    message: { zh: '未找到：{what}。', en: 'Not found: {what}.' },
    fix: { zh: '核对代码或编号。', en: 'Check the code or id.' },
  },
  BAD_USER_INPUT: {
    http: 400,
    message: { zh: '内容不符合要求：{what}。', en: 'The input is not as required: {what}.' },
    fix: {
      zh: '按 schema/asyncapi.yaml 或 GraphQL 模式修改该处内容。',
      en: 'Change the named place as schema/asyncapi.yaml or the GraphQL schema says.',
    },
  },
  MALFORMED: {
    http: 400,
    message: { zh: '无法读取该消息：{what}。', en: 'The message cannot be read: {what}.' },
    fix: {
      zh: '以 UTF-8 JSON 发送 CloudEvents 1.0 消息。',
      en: 'Send CloudEvents 1.0 messages in UTF-8 JSON.',
    },
  },
  UNKNOWN_TYPE: {
    http: 400,
    message: { zh: '未知的命令类型：{type}。', en: 'There is no command type {type}.' },
    fix: {
      zh: '使用 schema/asyncapi.yaml 中列出的类型。',
      en: 'Use one of the types that schema/asyncapi.yaml lists.',
    },
  },
  TOO_LARGE: {
    http: 413,
    message: {
      zh: '内容过大：{size}，上限为 {limit}。',
      en: 'Too large: {size}; the limit is {limit}.',
    },
    fix: { zh: '拆分后重新发送。', en: 'Split it and send the parts.' },
  },
  TOO_COMPLEX: {
    http: 400,
    message: {
      zh: '查询过于复杂：{what} 为 {found}，上限为 {limit}。',
      en: 'The query is too complex: {what} is {found}; the limit is {limit}.',
    },
    fix: {
      zh: '减少层数、别名或每页条数，分多次查询。',
      en: 'Ask for fewer levels, aliases or rows, in several queries.',
    },
  },
  BAD_REQUEST: {
    http: 400,
    message: { zh: '请求的格式不对：{what}。', en: 'The request is not as it should be: {what}.' },
    fix: {
      zh: '以 JSON 发送 query、variables、operationName，或经 GET 发送同名参数。',
      en: 'Send query, variables and operationName as JSON, or as parameters of a GET.',
    },
  },
  OPERATION_RESOLUTION_FAILURE: {
    http: 400,
    message: {
      zh: '不能确定执行哪个操作：operationName 为 {found}，查询中有 {names}。',
      en: 'Which operation to run is not clear: operationName is {found}; the query has {names}.',
    },
    fix: {
      zh: '在 operationName 中写明查询里的一个操作名。',
      en: 'Name one of the operations of the query in operationName.',
    },
  },
  NO_SUBSCRIPTIONS: {
    http: 400,
    message: { zh: '这里不接受 subscription 操作。', en: 'There are no subscriptions here.' },
    fix: {
      zh: '用 query 查询；/graphql/stream 会告知何时有新数据。',
      en: 'Ask with a query; /graphql/stream tells when there is something new.',
    },
  },
  PERSISTED_QUERY_NOT_FOUND: {
    http: 400,
    message: {
      zh: '没有编号为 {id} 的预存操作。',
      en: 'PersistedQueryNotFound: there is no persisted operation {id}.',
    },
    fix: {
      zh: '使用 gateway/operations/manifest.json 中的编号，或发送查询文本。',
      en: 'Use an id of gateway/operations/manifest.json, or send the text.',
    },
  },
  ALIAS_CLASH: {
    http: 400,
    message: {
      zh: '别名“{alias}”与系统自用的字段同名。',
      en: 'The alias "{alias}" is the name of a field that the gateway itself needs there.',
    },
    fix: { zh: '换一个别名。', en: 'Choose another alias.' },
  },
  BAD_COMMAND_ID: {
    http: 400,
    message: {
      zh: '命令编号“{id}”不合要求。',
      en: '"{id}" cannot be a command id.',
    },
    fix: {
      zh: '使用 1 至 128 个可见 ASCII 字符，不含空格。',
      en: 'Use 1 to 128 visible ASCII characters, without spaces.',
    },
  },
  CONFLICT: {
    http: 409,
    message: {
      zh: '命令编号 {id} 已用于另一内容。',
      en: 'Command id {id} was used for another body already.',
    },
    fix: {
      zh: '新的内容请使用新的编号；重发请保持内容不变。',
      en: 'Use a new id for a new body; repeat a command without changing it.',
    },
  },
  BAD_AS_OF: {
    http: 400,
    message: {
      zh: '“{found}”不是 1970 至 2199 年间的日期或带时区的时刻。',
      en: '"{found}" is neither a date nor an instant with an offset, of 1970 to 2199.',
    },
    fix: {
      zh: '例如 2025-01-31 或 2025-01-31T09:00:00+08:00。',
      en: 'For example 2025-01-31 or 2025-01-31T09:00:00+08:00.',
    },
  },
  BAD_MIN_CUT: {
    http: 400,
    message: {
      zh: 'Min-Cut 须为 1970 至 2199 年间带时区的时刻，收到“{found}”。',
      en: 'Min-Cut is an instant with an offset, of 1970 to 2199, not "{found}".',
    },
    fix: {
      zh: '取回执中的 knownAt，例如 2025-01-31T09:00:00+08:00。',
      en: 'Take the knownAt of a receipt, for example 2025-01-31T09:00:00+08:00.',
    },
  },
  FUTURE_AS_OF: {
    http: 400,
    message: {
      zh: '{asOf} 在当前可读时点 {cut} 之后。',
      en: '{asOf} is later than the current cut {cut}.',
    },
    fix: {
      zh: '去掉 As-Of，或选择更早的时点。',
      en: 'Leave As-Of out, or choose an earlier instant.',
    },
  },
  NOT_YET_AVAILABLE: {
    http: 503,
    message: {
      zh: '所需时点 {wanted} 的数据尚未就绪。',
      en: 'Data up to {wanted} cannot be read yet.',
    },
    fix: { zh: '稍后再试。', en: 'Try again in a moment.' },
  },
  IMPORTING: {
    http: 503,
    message: {
      zh: '系统正在导入历史数据，暂不可用。',
      en: 'History is being imported; the system is not open yet.',
    },
    fix: { zh: '导入完成后再试。', en: 'Try again once the import is closed.' },
  },
  KNOWN_IN_FUTURE: {
    http: 422,
    message: {
      zh: '命令 {id} 的 knownAt 在当前时刻之后。',
      en: 'The knownAt of command {id} lies in the future.',
    },
    fix: { zh: '核对时刻与时区。', en: 'Check the instant and its offset.' },
  },
  MORE_ISSUES: {
    http: 422,
    message: {
      zh: '另有 {count} 处问题未逐一列出。',
      en: '{count} more issues are not listed.',
    },
    fix: {
      zh: '先改正已列出的问题，再重新报送。',
      en: 'Mend those that are listed, then send it again.',
    },
  },
  HISTORY_CLOSED: {
    http: 409,
    message: {
      zh: '历史导入已结束，不能再写入过去的时点。',
      en: 'History is closed: nothing can be known at an earlier instant any more.',
    },
    fix: {
      zh: '去掉 knownAt 与 receivedAt，作为更正重新报送。',
      en: 'Leave knownAt and receivedAt out and send it as a correction.',
    },
  },
  UNAVAILABLE: {
    http: 503,
    message: { zh: '{service} 服务暂时不可用。', en: 'The {service} service is not available.' },
    fix: { zh: '稍后再试；其余数据不受影响。', en: 'Try again later; other data is not affected.' },
  },
  TIMEOUT: {
    http: 504,
    message: { zh: '未能在 {limit} 内完成。', en: 'Not done within {limit}.' },
    fix: { zh: '缩小范围后再试。', en: 'Try again with a smaller range.' },
  },
  BAD_ANSWER: {
    http: 502,
    message: {
      zh: '{service} 服务的应答不合要求：{what}。',
      en: 'The {service} service did not answer as it must: {what}.',
    },
    fix: {
      zh: '该处无值；稍后再试，仍然如此请将请求编号告知运维人员。',
      en: 'There is no value here; try again later, and tell the operator the request id if it stays so.',
    },
  },
  MORE_ERRORS: {
    http: 502,
    message: {
      zh: '另有 {count} 处错误未逐一列出。',
      en: '{count} more errors are not listed.',
    },
    fix: {
      zh: '先处理已列出的错误；其余各处同样没有值。',
      en: 'See to those that are listed; the other places have no value either.',
    },
  },
  GRAPHQL_PARSE_FAILED: {
    http: 400,
    message: { zh: '查询语句有语法错误：{what}。', en: 'The query has a syntax error: {what}.' },
    fix: { zh: '检查括号与引号。', en: 'Check braces and quotes.' },
  },
  GRAPHQL_VALIDATION_FAILED: {
    http: 400,
    message: { zh: '查询与模式不符：{what}。', en: 'The query does not fit the schema: {what}.' },
    fix: {
      zh: '字段与参数见 schema/graphql。',
      en: 'See schema/graphql for fields and arguments.',
    },
  },
  INTERNAL: {
    http: 500,
    message: {
      zh: '系统内部错误，请求编号 {requestId}。',
      en: 'An internal error happened; request id {requestId}.',
    },
    fix: { zh: '请将请求编号告知运维人员。', en: 'Tell the operator the request id.' },
  },
} as const satisfies Record<string, ErrorEntry>;
