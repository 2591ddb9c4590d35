export { get } from './get.operation';
export { getAll } from './getAll.operation';
export { search } from './search.operation';
