export { getMe } from './getMe.operation';
