import { words } from './text.ts';

/** Populations that the switch offers, in the order of the statistics. */
export const populations = words({
  HNTE: ['高新技术企业', 'High-tech enterprises'],
  TSME: ['科技型中小企业', 'Tech SMEs'],
  SRDI: ['专精特新中小企业', 'Specialised SMEs'],
  ISME: ['创新型中小企业', 'Innovative SMEs'],
  TECH_ENT: ['科技型企业', 'Tech enterprises'],
  _T: ['各项贷款', 'All loans'],
});

export type Population = keyof typeof populations;
