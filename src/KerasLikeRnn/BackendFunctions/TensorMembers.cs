namespace KerasLikeRnn.BackendFunctions;

/// <summary>What Python's tensors, variables and shapes have under these names. The package's props bring them into every script.</summary>
public static class TensorMembers
{
    extension(Tensor tensor)
    {
        /// <summary>Sizes of the axes; null where a symbolic tensor's is not known.</summary>
        public Engine.Shape shape => tensor.Shape.AsTensorShape();

        /// <summary>Type of the elements, as <c>tf.float32</c> is one.</summary>
        public ElementType dtype => new(tensor.DType);

        /// <summary>Number of axes.</summary>
        public int ndim => tensor.Rank;

        /// <summary>The tensor's numbers as an array of the same type and shape.</summary>
        /// <exception cref="NotSupportedException">The elements are strings.</exception>
        public NDArray numpy() => Arrays.FromTensor(tensor);

        /// <summary>Python's <c>h, c = states</c>: two tensors of a list, or the rows of a tensor.</summary>
        /// <exception cref="ValueError">There are more or fewer.</exception>
        public void Deconstruct(out Tensor first, out Tensor second) => (first, second) = TensorList.Unpacked(tensor);

        /// <summary>Python's <c>a, b, c = states</c>: three tensors of a list, or the rows of a tensor.</summary>
        /// <exception cref="ValueError">There are more or fewer.</exception>
        public void Deconstruct(out Tensor first, out Tensor second, out Tensor third) =>
            (first, second, third) = TensorList.Unpacked(tensor);
    }

    extension(Gradient gradient)
    {
        /// <summary>The gradient's numbers as an array in the shape of the source.</summary>
        public NDArray numpy() => Arrays.FromTensor(gradient);
    }

    extension(Variable variable)
    {
        /// <summary>Sizes of the axes.</summary>
        public Engine.Shape shape => variable.Shape.AsTensorShape();

        /// <summary>Type of the elements.</summary>
        public ElementType dtype => new(variable.DType);

        /// <summary>Keras's name, such as <c>dense/kernel:0</c>.</summary>
        public string name => variable.Name;

        /// <summary>Whether optimizers change it.</summary>
        public bool trainable => variable.Trainable;

        /// <summary>The numbers as they are now: later assignments leave this tensor alone.</summary>
        public Tensor value() => variable.Current.Leased();

        /// <summary>The same as <c>value</c>.</summary>
        public Tensor read_value() => variable.Current.Leased();

        /// <summary>The variable's numbers as an array of the same type and shape.</summary>
        public NDArray numpy() => Arrays.FromTensor(variable.Current);

        /// <summary>Sets the variable.</summary>
        /// <exception cref="ValueError">Shape or type differ.</exception>
        public Variable assign(TensorLike value)
        {
            variable.Assign(value.ToTensor(variable.DType));
            return variable;
        }

        /// <summary>Adds to the variable.</summary>
        public Variable assign_add(TensorLike delta) => variable.assign(Ops.Add(variable.Current, delta.ToTensor(variable.DType)));

        /// <summary>Subtracts from the variable.</summary>
        public Variable assign_sub(TensorLike delta) => variable.assign(Ops.Subtract(variable.Current, delta.ToTensor(variable.DType)));
    }

    extension(Engine.Shape shape)
    {
        /// <summary>Number of axes.</summary>
        public int rank => shape.Rank;

        /// <summary>Number of axes.</summary>
        public int ndims => shape.Rank;

        /// <summary>The sizes, null where one is not known.</summary>
        public int?[] as_list() => [.. shape];
    }
}
