# Records what NumPy 1.23.5, the one beside Keras 2.9.0, draws after each of three seeds: python record_numpy_random.py
import json

import numpy as np

p4=[.1,.2,.3,.4]
calls = [
 ("rand(3, 2)", lambda r: r.rand(3,2)),
 ("randn(4)", lambda r: r.randn(4)),
 ("random(3)", lambda r: r.random(3)),
 ("random_sample((2, 2))", lambda r: r.random_sample((2,2))),
 ("uniform(-1, 1, 5)", lambda r: r.uniform(-1,1,5)),
 ("normal(2, 3, (2, 3))", lambda r: r.normal(2,3,(2,3))),
 ("standard_normal(5)", lambda r: r.standard_normal(5)),
 ("randint(10)", lambda r: r.randint(10)),
 ("randint(0, 10, 8)", lambda r: r.randint(0,10,8)),
 ("randint(0, 2, (2, 3))", lambda r: r.randint(0,2,(2,3))),
 ("randint(-100, 100, 6)", lambda r: r.randint(-100,100,6)),
 ("randint(0, 2**40, 5)", lambda r: r.randint(0,2**40,5)),
 ("randint(0, 256, 10, uint8)", lambda r: r.randint(0,256,10,dtype=np.uint8)),
 ("randint(0, 100, 10, int32)", lambda r: r.randint(0,100,10,dtype=np.int32)),
 ("randint(0, 100, 10, int8)", lambda r: r.randint(0,100,10,dtype=np.int8)),
 ("randint(0, 1000, 10, int16)", lambda r: r.randint(0,1000,10,dtype=np.int16)),
 ("randint(0, 5000, 10, uint16)", lambda r: r.randint(0,5000,10,dtype=np.uint16)),
 ("randint(0, 2, 40, bool)", lambda r: r.randint(0,2,40,dtype=bool)),
 ("randint(0, 2**32, 5, uint32)", lambda r: r.randint(0,2**32,5,dtype=np.uint32)),
 ("choice(10, 6)", lambda r: r.choice(10,6)),
 ("choice(10, 6, replace=False)", lambda r: r.choice(10,6,replace=False)),
 ("choice(4, 8, p)", lambda r: r.choice(4,8,p=p4)),
 ("choice(4, p)", lambda r: r.choice(4,p=p4)),
 ("choice(4, 3, replace=False, p)", lambda r: r.choice(4,3,replace=False,p=p4)),
 ("choice([5, 7, 9], 5)", lambda r: r.choice(np.array([5,7,9]),5)),
 ("permutation(9)", lambda r: r.permutation(9)),
 ("permutation([[0, 1], [2, 3], [4, 5], [6, 7]])", lambda r: r.permutation(np.arange(8).reshape(4,2))),
 ("shuffle(arange(10))", lambda r: (lambda a:(r.shuffle(a),a)[1])(np.arange(10))),
 ("shuffle(arange(12).reshape(6, 2))", lambda r: (lambda a:(r.shuffle(a),a)[1])(np.arange(12).reshape(6,2))),
 ("multinomial(1, p)", lambda r: r.multinomial(1,p4)),
 ("multinomial(20, p, 3)", lambda r: r.multinomial(20,p4,3)),
 ("binomial(10, 0.3, 6)", lambda r: r.binomial(10,.3,6)),
 ("binomial(100, 0.5, 6)", lambda r: r.binomial(100,.5,6)),
 ("binomial(1, 0.5, (2, 4))", lambda r: r.binomial(1,.5,(2,4))),
 ("poisson(3, 6)", lambda r: r.poisson(3,6)),
 ("exponential(2, 4)", lambda r: r.exponential(2,4)),
 ("gamma(2, 3, 4)", lambda r: r.gamma(2,3,4)),
 ("beta(0.5, 2, 4)", lambda r: r.beta(.5,2,4)),
 ("laplace(0, 1, 4)", lambda r: r.laplace(0,1,4)),
 ("lognormal(0, 1, 4)", lambda r: r.lognormal(0,1,4)),
 ("dirichlet([1, 2, 3])", lambda r: r.dirichlet([1,2,3])),
 ("triangular(0, 1, 3, 4)", lambda r: r.triangular(0,1,3,4)),
 ("multivariate_normal", lambda r: r.multivariate_normal([0.,1.],[[2.,.5],[.5,1.]],3)),
 ("geometric(0.3, 5)", lambda r: r.geometric(.3,5)),
 ("gumbel(0, 1, 4)", lambda r: r.gumbel(0,1,4)),
 ("bytes(5)", lambda r: np.frombuffer(r.bytes(5),np.uint8)),
 ("randn(2); rand(2)", lambda r: np.concatenate([r.randn(3), r.rand(2), r.randn(1)])),
 ("default_rng(seed).random(3)", "rng"),
 ("RandomState(seed).rand(3)", "state"),
]
seeds=[0, 42, 123456789]
out={"numpy":np.__version__,"seeds":seeds,"calls":[]}
for name,f in calls:
    answers=[]
    for s in seeds:
        np.random.seed(s)
        if f=="rng": a=np.random.default_rng(s).random(3)
        elif f=="state": a=np.random.RandomState(s).rand(3)
        else: a=np.asarray(f(np.random))
        nxt = np.random.random_sample() # the place the stream has reached
        answers.append({"dtype":str(a.dtype),"shape":list(a.shape),"data":[v.item() if not isinstance(v.item(),bool) else int(v) for v in a.ravel()],"next":nxt})
    out["calls"].append({"call":name,"answers":answers})
txt=json.dumps(out)
txt=txt.replace('{"call"','\n{"call"').replace('{"dtype"','\n  {"dtype"')
open('numpy_random.json','w').write(txt+"\n")
