export default { serverExternalPackages: ['curriculum-generator'] }
