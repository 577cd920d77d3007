import { words } from './text.ts';

export const signin = words({
  title: ['登录千帆', 'Sign in to Qianfan'],
  demo: ['演示账号', 'Accounts of the demonstration'],
  demoWhy: [
    '本系统装入了演示数据，可以任一身份查看。',
    'Demonstration data is loaded; look around in any role.',
  ],
  token: ['访问令牌', 'Access token'],
  tokenHint: ['由本单位身份系统签发（JWT）。', "Issued by your operator's identity system (JWT)."],
  enter: ['登录', 'Sign in'],
  REGULATOR: ['监管部门', 'Regulator'],
  AUDITOR: ['审计', 'Auditor'],
  BANK: ['银行', 'Bank'],
  INSURER: ['保险公司', 'Insurer'],
  PROGRAMME: ['项目管理部门', 'Programme office'],
  IMPORTER: ['导入', 'Importer'],
});
