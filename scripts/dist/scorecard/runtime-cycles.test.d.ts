export {};
//# sourceMappingURL=runtime-cycles.test.d.ts.map