export {};
//# sourceMappingURL=documented-exports.test.d.ts.map