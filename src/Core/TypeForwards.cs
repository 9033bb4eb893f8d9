using System.Runtime.CompilerServices;

// The netstandard2.0 core brings this type itself, and the generator was compiled against that one. With this line the generator
// also runs beside the net10.0 core, as it does in its tests.
[assembly: TypeForwardedTo(typeof(IsExternalInit))]
