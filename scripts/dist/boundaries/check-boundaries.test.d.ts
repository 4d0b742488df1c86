export {};
//# sourceMappingURL=check-boundaries.test.d.ts.map