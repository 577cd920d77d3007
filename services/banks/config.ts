import { type ServiceConfig, serviceConfig } from '@qianfan/kit/config';

/** What the environment tells this process. @throws CannotStart with the name of what is missing */
export const config = (): ServiceConfig => serviceConfig(process.env);
